import { STATE_REASONS, type StateReason } from '../../../domain/conditions.js';
import type { ClusterMember } from '../../../resources/database-cluster/index.js';
import type { ClusterObservation } from '../../contract/index.js';
import { assessPodMonitor, isGrowing, POD_MONITOR } from '../../contract/objects/index.js';
import { AGENT_MISSING } from '../backups/why-not.js';
import { OBJECT_STORE } from '../upstream-backups.js';
import type { PhaseVerdict } from './phase.js';
import { DISK_FULL } from './upstream-phases.js';
import { isHibernating, primaryOf, readyMembers, type ClusterView } from './view.js';

type ObservedCondition = ClusterObservation['conditions'][number];
type Assessment = readonly [status: 'True' | 'False', reason: StateReason, message: string];

const condition = (type: string, [status, reason, message]: Assessment): ObservedCondition => ({
  type,
  status,
  reason,
  message,
});

export function listConditions(view: ClusterView, verdict: PhaseVerdict): ObservedCondition[] {
  const monitoring = assessMonitoring(view);
  const backups = assessBackups(view);
  return [
    condition('Ready', assessReadiness(view, verdict)),
    ...(view.upstream ? [condition('HighlyAvailable', assessAvailability(view))] : []),
    ...(view.volumes.length > 0 ? [condition('StorageHealthy', assessStorage(view))] : []),
    ...(monitoring ? [condition('MonitoringReady', monitoring)] : []),
    ...(backups ? [condition('BackupHealthy', backups)] : []),
  ];
}

/** Whether a client can connect now: the primary serves, and nobody is about to take it away. */
function assessReadiness(view: ClusterView, { phase, message }: PhaseVerdict): Assessment {
  if (phase === 'Deleting') return ['False', STATE_REASONS.deleting, message];
  if (!view.upstream) return ['False', STATE_REASONS.notCreatedYet, message];
  if (phase === 'Stopped') return ['False', STATE_REASONS.stopped, message];
  if (phase === 'Stopping') return ['False', STATE_REASONS.stopping, message];
  if (!primaryOf(view)?.ready) return ['False', STATE_REASONS.primaryNotReady, message];
  const isWhole = readyMembers(view).length >= view.upstream.spec.instances;
  return ['True', isWhole ? STATE_REASONS.allMembersReady : STATE_REASONS.someMembersNotReady, message];
}

/** Whether the loss of one member, or of its node, leaves another to take over. */
function assessAvailability(view: ClusterView): Assessment {
  if (isHibernating(view)) return ['False', STATE_REASONS.stopped, 'No member runs.'];
  if (view.upstream?.spec.instances === 1) {
    return ['False', STATE_REASONS.singleMember, 'There is one member: while it is down there is no service.'];
  }
  const ready = readyMembers(view);
  const standbys = ready.filter(({ role }) => role === 'Replica');
  if (standbys.length === 0) return ['False', STATE_REASONS.noStandbyReady, 'No replica is ready to take over.'];
  if (shareOneNode(ready)) {
    const message = `Every ready member runs on node ${ready[0]?.node}: with it the service goes.`;
    return ['False', STATE_REASONS.membersShareNode, message];
  }
  const count = standbys.length === 1 ? '1 replica is' : `${standbys.length} replicas are`;
  return ['True', STATE_REASONS.standbyReady, `${count} ready to take over.`];
}

function shareOneNode(members: readonly ClusterMember[]): boolean {
  const nodes = new Set(members.map(({ node }) => node));
  return members.length > 1 && nodes.size === 1 && !nodes.has(undefined);
}

function assessStorage({ upstream, volumes }: ClusterView): Assessment {
  // Dangling ones are no fault: so the operator calls the volumes of a member that has no pod just now.
  const { phase, phaseReason, unusablePVC = [] } = upstream?.status ?? {};
  if (phase === DISK_FULL) return ['False', STATE_REASONS.diskFull, `A volume is full. ${phaseReason ?? ''}`.trim()];
  const unbound = volumes.filter(({ status }) => status?.phase !== 'Bound').map(({ metadata }) => metadata.name);
  const broken = [...new Set([...unbound, ...unusablePVC])].sort();
  if (broken.length > 0) {
    return ['False', STATE_REASONS.volumesNotReady, `Not usable: ${broken.join(', ')}.`];
  }
  const growing = volumes.filter(isGrowing).map(({ metadata }) => metadata.name);
  if (growing.length > 0) {
    return ['True', STATE_REASONS.volumesResizing, `Being enlarged: ${growing.sort().join(', ')}.`];
  }
  return ['True', STATE_REASONS.volumesBound, `${volumes.length} of ${volumes.length} volumes are bound.`];
}

function assessMonitoring({ intent, observed }: ClusterView): Assessment | undefined {
  if (!intent.spec.monitoring) return undefined;
  const isThere = observed.get(POD_MONITOR, intent.metadata.name) !== undefined;
  return assessPodMonitor(observed.serves(POD_MONITOR), isThere);
}

/** What stands in the way here; whether they succeed is known to whoever follows them. */
function assessBackups({ intent, observed }: ClusterView): Assessment | undefined {
  if (!intent.spec.backup || observed.serves(OBJECT_STORE)) return undefined;
  return ['False', STATE_REASONS.backupAgentNotInstalled, AGENT_MISSING];
}
