import type { KubeObject } from '../meta/index.js';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Without what the server and kubectl keep for themselves, often half of an object. A copy: what has lost a member by
 * `delete` is a hash table from then on, several times as large.
 */
export function dropBookkeeping<T extends KubeObject>(object: T): T {
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  const { annotations } = metadata;
  if (annotations?.[LAST_APPLIED] === undefined) return { ...object, metadata };
  const { [LAST_APPLIED]: _lastApplied, ...kept } = annotations;
  return { ...object, metadata: { ...metadata, annotations: kept } };
}
