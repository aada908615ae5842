import type { KubeObject, ObjectMeta } from '../../kube/meta/index.js';

type Presented<T extends KubeObject> = Pick<T, 'apiVersion' | 'kind'> & {
  metadata: ObjectMeta;
  spec: T extends { spec: infer S } ? S : never;
  status?: T extends { status?: infer S } ? S : never;
};

/** A custom resource as clients see it: field by field, so that nothing comes along unasked. */
export function present<T extends KubeObject & { spec: unknown; status?: unknown }>(object: T): Presented<T> {
  const { apiVersion, kind, spec, status } = object;
  return { apiVersion, kind, metadata: presentMetadata(object.metadata), spec, status } as Presented<T>;
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function presentMetadata(metadata: ObjectMeta): ObjectMeta {
  const { name, namespace, uid, labels, generation, resourceVersion, creationTimestamp, deletionTimestamp } = metadata;
  const annotations =
    metadata.annotations &&
    Object.fromEntries(Object.entries(metadata.annotations).filter(([key]) => key !== LAST_APPLIED));
  return {
    name,
    namespace,
    uid,
    labels,
    annotations,
    generation,
    resourceVersion,
    creationTimestamp,
    deletionTimestamp,
  };
}
