import type { KubeObject } from '../meta/index.js';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Drops what the server and kubectl keep for themselves, often half of an object. Changes and returns its argument. */
export function dropBookkeeping<T extends KubeObject>(object: T): T {
  delete object.metadata.managedFields;
  delete object.metadata.annotations?.[LAST_APPLIED];
  return object;
}
