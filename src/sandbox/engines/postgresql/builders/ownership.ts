import type { ObjectMeta } from '../../../../kube/meta/index.js';
import type { Cluster } from '../cluster.js';
import { ownerOf } from '../../mechanics/ownership.js';
import { ANNOTATION, LABEL, OPERATOR_VERSION } from '../well-known.js';

interface MetadataOptions {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** Metadata of an object that belongs to a Cluster: found by its label, collected with its owner. */
export function ownedMetadata(
  cluster: Cluster,
  name: string,
  { labels, annotations }: MetadataOptions = {},
): ObjectMeta {
  const inherited = cluster.spec.inheritedMetadata;
  return {
    name,
    namespace: cluster.metadata.namespace,
    labels: {
      ...inherited?.labels,
      [LABEL.cluster]: cluster.metadata.name,
      'app.kubernetes.io/managed-by': 'cloudnative-pg',
      ...labels,
    },
    annotations: { ...inherited?.annotations, [ANNOTATION.operatorVersion]: OPERATOR_VERSION, ...annotations },
    ownerReferences: [ownerOf(cluster)],
  };
}
