import type { UntypedObject } from '../../kube/meta/index.js';
import type { MemberRole } from '../../resources/database-cluster/index.js';
import type { Component, ComponentRole } from '../percona/component.js';
import type { PerconaDialect } from '../percona/dialect.js';
import type { PodGroup, PodGroupStatus } from '../percona/upstream.js';
import { CONFIG_REPLSET, MONGOS, statefulSetName } from './names.js';
import { asPsmdb, asPsmdbRestore, CR_VERSIONS, PSMDB, PSMDB_BACKUP, PSMDB_RESTORE, type Psmdb } from './upstream.js';

/** The operator for MongoDB among Percona's. */
export const MONGODB: PerconaDialect<Psmdb> = {
  kinds: { cluster: PSMDB, backup: PSMDB_BACKUP, restore: PSMDB_RESTORE },
  kindName: PSMDB.kind,
  levels: CR_VERSIONS,
  asCluster: asPsmdb,
  componentsOf,
  roleOf,
  refusals: ['wrong psmdb options'],
  versionOf: ({ status }) => status?.mongoVersion,
  clusterOf: (request) => (request.spec as { clusterName?: string } | undefined)?.clusterName,
  isRestoreOver: (state) => OVER.includes(state),
  restoreFailure,
};

function restoreFailure(restore: UntypedObject): string | undefined {
  const { state, error } = asPsmdbRestore(restore)?.status ?? {};
  return state === 'ready' ? undefined : (error ?? 'it says no more');
}

const OVER: readonly string[] = ['ready', 'error', 'rejected'];

function componentsOf(upstream: Psmdb): Component[] {
  const { replsets, sharding } = upstream.spec;
  const config = sharding.enabled && sharding.configsvrReplSet;
  const routers = sharding.enabled && sharding.mongos;
  return [
    ...replsets.map((replset) => mongod(upstream, { name: replset.name, role: 'data', group: replset })),
    ...(config ? [mongod(upstream, { name: CONFIG_REPLSET, role: 'config', group: config })] : []),
    ...(routers ? [mongosOf(upstream, routers)] : []),
  ];
}

interface Described {
  readonly name: string;
  readonly role: ComponentRole;
  readonly group: PodGroup;
}

const mongod = (upstream: Psmdb, described: Described): Component => ({
  ...component(upstream, described, upstream.status?.replsets?.[described.name]),
  container: 'mongod',
  claimPrefix: 'mongod-data',
});

const mongosOf = (upstream: Psmdb, group: PodGroup): Component => ({
  ...component(upstream, { name: MONGOS, role: 'router', group }, upstream.status?.mongos),
  container: 'mongos',
});

function component(
  { metadata, spec }: Psmdb,
  { name, role, group }: Described,
  reported: PodGroupStatus | undefined,
): Omit<Component, 'container'> {
  const { size, resources, annotations, volumeSpec } = group;
  return {
    name,
    role,
    statefulSet: statefulSetName(metadata.name, name),
    asks: {
      size,
      image: spec.image,
      resources,
      annotations,
      storageSize: volumeSpec?.persistentVolumeClaim.resources.requests.storage,
    },
    reported,
  };
}

const ROLES: Readonly<Record<string, MemberRole>> = { PRIMARY: 'Primary', SECONDARY: 'Replica' };

/** By the state of each replica set's members; routers have none. */
function roleOf({ status }: Psmdb, { name, role }: Component, pod: string): MemberRole {
  if (role === 'router') return 'Coordinator';
  const state = status?.replsets?.[name]?.members?.[pod]?.stateStr ?? '';
  return ROLES[state] ?? 'Unknown';
}
