import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterMember, MemberRole } from '../../../resources/database-cluster/index.js';
import { versionOfImage } from '../image-version.js';
import { CNPG_LABELS, type CnpgCluster } from '../upstream.js';
import { byNumber } from '../../contract/objects/index.js';
import { describeMember, storageOf } from '../../contract/status/index.js';
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
    return describeMember(name, pod, {
      role: ROLES.get(pod?.metadata.labels?.[CNPG_LABELS.instanceRole]) ?? 'Unknown',
      version: versionOfImage(databaseImageOf(pod)),
      storage: storageOf(claimOf(name, 'PG_DATA', volumes), claimOf(name, 'PG_WAL', volumes)),
    });
  });
}

const claimOf = (member: string, role: string, volumes: readonly UntypedObject[]): UntypedObject | undefined =>
  volumes.find(
    ({ metadata }) =>
      metadata.labels?.[CNPG_LABELS.instanceName] === member && metadata.labels[CNPG_LABELS.pvcRole] === role,
  );
