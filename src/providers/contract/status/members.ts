import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterMember, MemberStorage } from '../../../resources/database-cluster/index.js';
import { capacityOf, isPodReady, nodeOf, requestOf, zoneOf } from '../objects/index.js';

/** What a pod tells of its member, with what only the engine knows; there need not be a pod just now. */
export const describeMember = (
  name: string,
  pod: UntypedObject | undefined,
  known: Pick<ClusterMember, 'role' | 'component' | 'version' | 'storage'> & Partial<ClusterMember>,
): ClusterMember => ({
  name,
  ready: isPodReady(pod),
  node: nodeOf(pod),
  zone: zoneOf(pod),
  // How far a copy is behind, the objects do not tell, unless the engine knows better.
  lagBytes: null,
  ...known,
});

/** What the volume has; before it is bound, what it was asked for. */
export const sizeOfVolume = (claim: UntypedObject | undefined): string | undefined =>
  claim && (capacityOf(claim) ?? requestOf(claim));

export function storageOf(data: UntypedObject | undefined, log?: UntypedObject): MemberStorage | undefined {
  const size = sizeOfVolume(data);
  if (size === undefined) return undefined;
  const wal = sizeOfVolume(log);
  return { size, ...(wal !== undefined && { wal }) };
}

export const storageClassOf = (claim: UntypedObject | undefined): string | undefined =>
  claim?.spec?.storageClassName as string | undefined;
