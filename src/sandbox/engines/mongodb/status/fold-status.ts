import type { State } from '../../percona/cluster.js';
import type { ComponentView } from '../../percona/component.js';
import { imageVersion } from '../../percona/image.js';
import { conditionAt, findUnschedulable, foldGroup, isMidUpdate } from '../../percona/status.js';
import { isComplete, runsItsImage } from '../../percona/replicas.js';
import { isResizing } from '../../percona/rules/volumes.js';
import type { ClusterView } from '../../percona/view.js';
import { isSharded, type Psmdb, type ReplsetStatus } from '../psmdb.js';
import { isUpdatePending } from '../rules/smart-update.js';
import { foldConditions } from './conditions.js';
import { hostOf } from './host.js';
import { membersOf } from './members.js';

type Status = NonNullable<Psmdb['status']>;

/** What the operator says at the end of a round. After one that failed, no more than that it did. */
export function foldStatus(view: ClusterView<Psmdb>, error: string | undefined): Status {
  return error === undefined ? tellAll(view) : tellError(view, error);
}

/** What it knew before stays, the generation that it has understood included. */
function tellError({ cluster, now }: ClusterView<Psmdb>, error: string): Status {
  const before: Partial<Status> = cluster.status ?? {};
  const { size = 0, ready = 0, conditions = [] } = before;
  const failed = conditionAt(now, { type: 'error', status: 'True', reason: 'ErrorReconcile', message: error });
  const isNews = before.state !== 'error';
  return {
    ...before,
    size,
    ready,
    state: 'error',
    message: `Error: ${error}`,
    conditions: isNews ? foldConditions(conditions, [failed]) : conditions,
  };
}

function tellAll(view: ClusterView<Psmdb>): Status {
  const { cluster, components, now } = view;
  const groups = components.filter(({ role }) => role !== 'router');
  const replsets = Object.fromEntries(groups.map((group) => [group.name, foldReplset(view, group)]));
  const routers = components.find(({ role }) => role === 'router');
  const mongos = routers && foldGroup(view, routers);
  const parts = [...Object.values(replsets), ...(mongos ? [mongos] : [])];
  const host = hostOf(view) ?? '';
  const state = stateOf(view, { replsets: Object.values(replsets), mongos: mongos?.status, host });
  return {
    state,
    host,
    size: parts.reduce((sum, part) => sum + part.size, 0),
    ready: parts.reduce((sum, part) => sum + part.ready, 0),
    observedGeneration: cluster.metadata.generation,
    replsets,
    ...(mongos ? { mongos } : {}),
    ...versionsOf(view, state),
    conditions: foldConditions(cluster.status?.conditions, [
      conditionAt(now, { type: state, status: 'True' }),
      conditionAt(now, { type: 'sharding', status: isSharded(cluster) ? 'True' : 'False' }),
      conditionAt(now, { type: 'pendingSmartUpdate', status: isUpdatePending(view) ? 'True' : 'False' }),
    ]),
  };
}

function foldReplset(view: ClusterView<Psmdb>, component: ComponentView): ReplsetStatus {
  const known = foldMembership(view, component);
  if (isResizing(view, component)) return { ...known, size: 0, ready: 0, status: 'initializing' };
  const group = foldGroup(view, component);
  // Of the whole database nothing else is said than that it is on its way.
  return { ...group, ...known, status: findUnschedulable(component) ? 'error' : group.status };
}

/** What the members themselves know: of a replica set that was founded once, and of a shard that was made known. */
function foldMembership({ cluster, components }: ClusterView<Psmdb>, component: ComponentView): Partial<ReplsetStatus> {
  const before: Partial<ReplsetStatus> = cluster.status?.replsets?.[component.name] ?? {};
  const members = membersOf(cluster, component, before.members);
  const isUp = (each: ComponentView): boolean => !cluster.spec.pause && isComplete(each);
  const isShard = isSharded(cluster) && component.role === 'data';
  return {
    initialized: before.initialized || isUp(component),
    ...(Object.keys(members).length > 0 ? { members } : {}),
    ...(isShard ? { added_as_shard: before.added_as_shard || components.every(isUp) } : {}),
  };
}

interface Parts {
  readonly replsets: readonly ReplsetStatus[];
  /** Absent where there are no routers. */
  readonly mongos: State | undefined;
  readonly host: string;
}

function stateOf({ cluster, components }: ClusterView<Psmdb>, { replsets, mongos, host }: Parts): State {
  const states = replsets.map(({ status }) => status);
  if (cluster.metadata.deletionTimestamp || states.includes('stopping')) return 'stopping';
  if (states.every((state) => state === 'paused')) return mongos === 'stopping' ? 'stopping' : 'paused';
  const routersServe = !isSharded(cluster) || mongos === 'ready';
  const isReady = replsets.every(serves) && routersServe && host !== '' && !components.some(isMidUpdate);
  return isReady ? 'ready' : 'initializing';
}

const serves = ({ status, initialized, added_as_shard: isKnown = true }: ReplsetStatus): boolean =>
  status === 'ready' && initialized === true && isKnown;

/** Asked of the database itself, and so only of what runs, and once it answers. */
function versionsOf({ cluster, components }: ClusterView<Psmdb>, state: State): Partial<Status> {
  const { spec, status } = cluster;
  if (state !== 'ready' || !components.every(runsItsImage)) {
    const before: Partial<Status> = status ?? {};
    const { mongoVersion, mongoImage, backupVersion, backupImage } = before;
    return { mongoVersion, mongoImage, backupVersion, backupImage };
  }
  const backup = spec.backup?.enabled ? spec.backup.image : undefined;
  return {
    mongoVersion: imageVersion(spec.image)?.release,
    mongoImage: spec.image,
    ...(backup ? { backupVersion: imageVersion(backup)?.release, backupImage: backup } : {}),
  };
}
