import { keyOf, type KubeObject, type ObjectMeta, type OwnerReference } from '../../../kube/meta/index.js';

export const ownerOf = ({
  apiVersion,
  kind,
  metadata,
}: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>): OwnerReference => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid ?? '',
  controller: true,
  blockOwnerDeletion: true,
});

export const isOwnedBy = (metadata: ObjectMeta, owner: { metadata: ObjectMeta }): boolean =>
  metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid) ?? false;

/** A stable small number for a name: addresses and nodes that survive a restart of the stand-in. */
export function fingerprint(object: { metadata: ObjectMeta }, modulus: number): number {
  let hash = 0;
  for (const character of keyOf(object)) hash = (hash * 31 + character.charCodeAt(0)) % 1_000_003;
  return hash % modulus;
}
