import { keyOf, type ObjectMeta, type OwnerReference } from '../../../../kube/meta/index.js';
import type { Cluster } from '../cluster.js';
import { ANNOTATION, LABEL, OPERATOR_VERSION } from '../well-known.js';

export const ownerOf = ({
  apiVersion,
  kind,
  metadata,
}: Pick<Cluster, 'apiVersion' | 'kind' | 'metadata'>): OwnerReference => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid ?? '',
  controller: true,
  blockOwnerDeletion: true,
});

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

export const isOwnedBy = (metadata: ObjectMeta, owner: { metadata: ObjectMeta }): boolean =>
  metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid) ?? false;

/** A stable small number for a name: addresses and nodes that survive a restart of the stand-in. */
export function fingerprint(object: { metadata: ObjectMeta }, modulus: number): number {
  let hash = 0;
  for (const character of keyOf(object)) hash = (hash * 31 + character.charCodeAt(0)) % 1_000_003;
  return hash % modulus;
}
