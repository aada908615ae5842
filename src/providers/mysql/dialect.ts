import type { UntypedObject } from '../../kube/meta/index.js';
import type { MemberRole } from '../../resources/database-cluster/index.js';
import type { Component } from '../percona/component.js';
import type { PerconaDialect } from '../percona/dialect.js';
import type { PodGroup } from '../percona/upstream.js';
import { statefulSetName } from './names.js';
import { asPxc, asPxcRestore, CR_VERSIONS, PXC, PXC_BACKUP, PXC_RESTORE, type Pxc } from './upstream.js';

/** The operator for MySQL on XtraDB Cluster among Percona's. */
export const MYSQL: PerconaDialect<Pxc> = {
  kinds: { cluster: PXC, backup: PXC_BACKUP, restore: PXC_RESTORE },
  kindName: PXC.kind,
  levels: CR_VERSIONS,
  asCluster: asPxc,
  componentsOf,
  roleOf,
  refusals: ['wrong PXC options'],
  versionOf: ({ status }) => status?.pxc?.version,
  clusterOf: (request) => (request.spec as { pxcCluster?: string } | undefined)?.pxcCluster,
  isRestoreOver: (state) => ['Succeeded', 'Failed'].includes(state),
  restoreFailure,
};

function restoreFailure(restore: UntypedObject): string | undefined {
  const { state, comments } = asPxcRestore(restore)?.status ?? {};
  return state === 'Succeeded' ? undefined : (comments ?? 'it says no more');
}

const PROXIES = [
  { name: 'haproxy', claimPrefix: undefined },
  { name: 'proxysql', claimPrefix: 'proxydata' },
] as const;

function componentsOf(upstream: Pxc): Component[] {
  const data = component(upstream, 'pxc', upstream.spec.pxc);
  const proxies = PROXIES.flatMap(({ name, claimPrefix }): Component[] => {
    const group = upstream.spec[name];
    return group?.enabled ? [{ ...component(upstream, name, group), role: 'router', claimPrefix }] : [];
  });
  return [{ ...data, role: 'data', claimPrefix: 'datadir' }, ...proxies];
}

function component(
  { metadata, status }: Pxc,
  name: 'pxc' | 'haproxy' | 'proxysql',
  { size, image, resources, annotations, volumeSpec }: PodGroup,
): Omit<Component, 'role'> {
  const storageSize = volumeSpec?.persistentVolumeClaim.resources.requests.storage;
  return {
    name,
    statefulSet: statefulSetName(metadata.name, name),
    container: name,
    asks: { size, image, resources, annotations, storageSize },
    reported: status?.[name],
  };
}

/** Every data member can write; which one the proxy leads writers to, no object tells. */
function roleOf(_upstream: Pxc, { role }: Component): MemberRole {
  return role === 'router' ? 'Coordinator' : 'Peer';
}
