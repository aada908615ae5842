import { ANNOTATIONS } from '../../domain/naming.js';
import type { KubeObject } from '../../kube/meta/index.js';
import { currentRequest } from '../request-scope.js';

/** The object with the id of the request that writes it: who finds the one can find the other, and the audit record. */
export function stamped<T extends KubeObject>(object: T): T {
  const request = currentRequest();
  if (!request) return object;
  const { metadata } = object;
  const annotations = { ...metadata.annotations, [ANNOTATIONS.requestId]: request.requestId };
  return { ...object, metadata: { ...metadata, annotations } };
}
