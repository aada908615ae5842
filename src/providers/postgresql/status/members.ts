import { parseQuantity, type UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterMember, MemberRole, MemberStorage } from '../../../resources/database-cluster/index.js';
import { versionOfImage } from '../image-version.js';
import { CNPG_LABELS, type CnpgCluster } from '../upstream.js';
import { databaseImageOf, isPodReady, nodeOf, zoneOf } from './pods.js';

const ROLES: ReadonlyMap<string | undefined, MemberRole> = new Map([
  ['primary', 'Primary'],
  ['replica', 'Replica'],
]);

/** Every member, with or without a pod just now: while a cluster is stopped its members are its volumes. */
export function listMembers(
  upstream: CnpgCluster,
  pods: readonly UntypedObject[],
  volumes: readonly UntypedObject[],
): ClusterMember[] {
  const names = new Set([...(upstream.status?.instanceNames ?? []), ...pods.map(({ metadata }) => metadata.name)]);
  return [...names].sort(byOrdinal).map((name) => {
    const pod = pods.find(({ metadata }) => metadata.name === name);
    return describeMember(name, pod, storageOf(name, volumes));
  });
}

const byOrdinal = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

function describeMember(
  name: string,
  pod: UntypedObject | undefined,
  storage: MemberStorage | undefined,
): ClusterMember {
  return {
    name,
    role: ROLES.get(pod?.metadata.labels?.[CNPG_LABELS.instanceRole]) ?? 'Unknown',
    ready: isPodReady(pod),
    version: versionOfImage(databaseImageOf(pod)),
    node: nodeOf(pod),
    zone: zoneOf(pod),
    // The operator does not publish it; SQL would tell.
    lagBytes: null,
    storage,
  };
}

function storageOf(member: string, volumes: readonly UntypedObject[]): MemberStorage | undefined {
  const sizeOf = (role: string): string | undefined => {
    const labels = { [CNPG_LABELS.instanceName]: member, [CNPG_LABELS.pvcRole]: role };
    const claim = volumes.find(({ metadata }) =>
      Object.entries(labels).every(([label, value]) => metadata.labels?.[label] === value),
    );
    return claim && (capacityOf(claim) ?? requestOf(claim));
  };
  const size = sizeOf('PG_DATA');
  return size === undefined ? undefined : { size, wal: sizeOf('PG_WAL') };
}

/** What the volume has; absent until it is bound. */
export const capacityOf = (claim: UntypedObject): string | undefined =>
  (claim.status?.capacity as { storage?: string } | undefined)?.storage;

export const requestOf = (claim: UntypedObject): string | undefined =>
  (claim.spec?.resources as { requests?: { storage?: string } } | undefined)?.requests?.storage;

/** True until the volume has become as large as it was asked to be. */
export function isGrowing(claim: UntypedObject): boolean {
  const [has, wants] = [parseQuantity(capacityOf(claim) ?? ''), parseQuantity(requestOf(claim) ?? '')];
  return has !== undefined && wants !== undefined && has < wants;
}
