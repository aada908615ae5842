import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterMember, MemberRole, MemberStorage } from '../../../resources/database-cluster/index.js';
import { versionOfImage } from '../image-version.js';
import { CNPG_LABELS, type CnpgCluster } from '../upstream.js';
import { byNumber, capacityOf, isPodReady, nodeOf, requestOf, zoneOf } from '../../contract/objects/index.js';
import { databaseImageOf } from './pods.js';

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
  return [...names].sort(byNumber).map((name) => {
    const pod = pods.find(({ metadata }) => metadata.name === name);
    return describeMember(name, pod, storageOf(name, volumes));
  });
}

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
