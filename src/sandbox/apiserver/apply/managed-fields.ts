import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../../../kube/meta/index.js';

/** True when a write would change nothing but the times in `managedFields`: such a write commits nothing. */
export function equalIgnoringManagedTimes(a: KubeObject, b: KubeObject): boolean {
  return isDeepStrictEqual(withoutTimes(a), withoutTimes(b));
}

function withoutTimes(object: KubeObject): KubeObject {
  const { managedFields, ...metadata } = object.metadata;
  if (!managedFields) return object;
  return {
    ...object,
    metadata: { ...metadata, managedFields: managedFields.map((entry) => ({ ...entry, time: '' })) },
  };
}
