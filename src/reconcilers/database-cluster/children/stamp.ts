import type { UntypedObject } from '../../../kube/meta/index.js';
import { stableHash } from '../../../kube/writes/index.js';
import { ANNOTATIONS, childLabels } from '../../../domain/naming.js';
import { serializeIncarnation, type DesiredChild, type Incarnation } from '../../../providers/contract/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';

/** A child as it goes over the wire: the provider's content, our marks of ownership, and the hash of both. */
export function stampChild(
  { type, object }: DesiredChild,
  cluster: DatabaseCluster,
  incarnation: Incarnation | undefined,
): DesiredChild & { object: UntypedObject } {
  const marked: UntypedObject = {
    ...(object as UntypedObject),
    metadata: {
      ...object.metadata,
      namespace: cluster.metadata.namespace,
      labels: { ...object.metadata.labels, ...childLabels(cluster) },
      annotations: {
        ...object.metadata.annotations,
        ...(incarnation && { [ANNOTATIONS.incarnation]: serializeIncarnation(incarnation) }),
      },
    },
  };
  return { type, object: withAnnotation(marked, ANNOTATIONS.appliedHash, stableHash(marked)) };
}

function withAnnotation(object: UntypedObject, name: string, value: string): UntypedObject {
  const annotations = { ...object.metadata.annotations, [name]: value };
  return { ...object, metadata: { ...object.metadata, annotations } };
}
