import type { KubeObject, ObjectMeta } from '../../kube/meta/index.js';
import { LAST_APPLIED } from '../writing/intent.js';

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

/** What clients are shown of metadata. */
export const PRESENTED_METADATA = [
  'name',
  'namespace',
  'uid',
  'labels',
  'annotations',
  'generation',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
] as const satisfies (keyof ObjectMeta)[];

function presentMetadata(metadata: ObjectMeta): ObjectMeta {
  const shown = Object.fromEntries(PRESENTED_METADATA.map((name) => [name, metadata[name]]));
  return { ...shown, annotations: withoutLastApplied(metadata.annotations) } as ObjectMeta;
}

function withoutLastApplied(annotations: ObjectMeta['annotations']): ObjectMeta['annotations'] {
  return annotations && Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED));
}
