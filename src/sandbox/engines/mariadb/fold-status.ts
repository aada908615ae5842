import { formatTime } from '../../../kube/meta/index.js';
import { isPodReady } from '../mechanics/workloads.js';
import { isReplicated, type Condition, type MariadbStatus } from './mariadb.js';
import { countCurrent } from './rules/primary.js';
import { busy, type Step } from './step.js';
import { areAllReady, podNameOf, type MariadbView } from './view.js';

type Said = Omit<Condition, 'lastTransitionTime'>;

/** What the operator tells at the end of a round. No generation, and no phase but the reason of Ready. */
export function foldStatus(view: MariadbView, step: Step | undefined): MariadbStatus {
  const { mariadb, pods, primaryIndex } = view;
  const { conditions: _conditions, ...before } = mariadb.status ?? {};
  const primary = step?.status?.currentPrimaryPodIndex ?? primaryIndex;
  return {
    ...before,
    conditions: foldConditions(view, step?.says ?? []),
    replicas: pods.filter(isPodReady).length,
    currentPrimaryPodIndex: primary,
    currentPrimary: podNameOf(view, primary),
    ...(isReplicated(mariadb) ? { replication: foldReplication(view, primary, step) } : {}),
  };
}

function foldConditions(view: MariadbView, says: readonly Said[]): Condition[] {
  const told = [...says, ...usually(view)].filter(
    ({ type }, place, all) => all.findIndex((other) => other.type === type) === place,
  );
  const before = view.mariadb.status?.conditions ?? [];
  const remembered = before.filter(({ type }) => !told.some((condition) => condition.type === type));
  return [
    ...told.map((condition) => since(condition, before, view.now)),
    ...remembered.filter(({ type }) => type !== 'ScaledOut'),
  ];
}

/** Times move only where something changed. */
function since(condition: Said, before: readonly Condition[], now: Date): Condition {
  const old = before.find(({ type }) => type === condition.type);
  const isSame = old?.status === condition.status && old.reason === condition.reason;
  return { ...condition, lastTransitionTime: isSame ? old.lastTransitionTime : formatTime(now) };
}

function usually(view: MariadbView): Said[] {
  const { mariadb, set } = view;
  const isConfigured = isReplicated(mariadb) && areAllReady(view);
  return [
    readyOf(view),
    ...(set ? [updatedOf(view)] : []),
    ...(isConfigured ? [said('ReplicationConfigured', 'ReplicationConfigured', 'Replication configured')] : []),
  ];
}

const said = (type: string, reason: string, message: string): Said => ({ type, status: 'True', reason, message });

function readyOf(view: MariadbView): Said {
  if (view.mariadb.spec.suspend) return said('Ready', 'Suspended', 'Suspended');
  if (!areAllReady(view)) return busy('StatefulSetNotReady', 'Not ready');
  return said('Ready', 'StatefulSetReady', 'Running');
}

function updatedOf(view: MariadbView): Said {
  const current = countCurrent(view);
  if (current >= view.mariadb.spec.replicas) return said('Updated', 'Updated', 'Updated');
  const [reason, message] = current > 0 ? ['Updating', 'Updating'] : ['PendingUpdate', 'Pending update'];
  return { type: 'Updated', status: 'False', reason, message };
}

const NO_SUCH_LOG = 'Got fatal error 1236 from master when reading data from binary log (asked for by annotation)';

function foldReplication(
  view: MariadbView,
  primary: number,
  step: Step | undefined,
): NonNullable<MariadbStatus['replication']> {
  const names = view.pods.map(({ metadata }) => metadata.name).sort();
  const replicas = names.filter((name) => name !== podNameOf(view, primary));
  const isBroken = view.failures.has('replication');
  const following = {
    lastIOErrno: isBroken ? 1236 : 0,
    lastIOError: isBroken ? NO_SUCH_LOG : '',
    secondsBehindMaster: 0,
  };
  return {
    roles: Object.fromEntries(names.map((name) => [name, replicas.includes(name) ? 'Replica' : 'Primary'])),
    replicas: Object.fromEntries(replicas.map((name) => [name, following])),
    replicaToRecover: step?.status?.replication?.replicaToRecover ?? null,
  };
}
