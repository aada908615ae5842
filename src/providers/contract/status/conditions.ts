import { STATE_REASONS, type StateReason } from '../../../domain/conditions.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterMember } from '../../../resources/database-cluster/index.js';
import { isGrowing, POD_MONITOR } from '../objects/index.js';
import type { ClusterObservation } from '../observation.js';
import { primaryOf, readyMembers, type EngineView } from './engine-view.js';
import type { PhaseVerdict } from './phase.js';

export type Assessment = readonly [status: 'True' | 'False', reason: StateReason, message: string];

export interface Assessments {
  readonly Ready: Assessment;
  readonly HighlyAvailable?: Assessment;
  readonly StorageHealthy?: Assessment;
  readonly MonitoringReady?: Assessment;
  readonly BackupHealthy?: Assessment;
}

/** In this order; what nobody can tell has no condition. */
export const conditionsOf = (assessments: Assessments): ClusterObservation['conditions'] =>
  Object.entries(assessments as unknown as Readonly<Record<string, Assessment | undefined>>).flatMap(
    ([type, assessment]) => (assessment ? [toCondition(type, assessment)] : []),
  );

const toCondition = (
  type: string,
  [status, reason, message]: Assessment,
): ClusterObservation['conditions'][number] => ({ type, status, reason, message });

/** What no engine is ready in; undefined when it depends on who serves. */
export function assessAbsence(
  { upstream }: Pick<EngineView, 'upstream'>,
  { phase, message }: PhaseVerdict,
): Assessment | undefined {
  if (phase === 'Deleting') return ['False', STATE_REASONS.deleting, message];
  if (!upstream) return ['False', STATE_REASONS.notCreatedYet, message];
  if (phase === 'Stopped') return ['False', STATE_REASONS.stopped, message];
  return phase === 'Stopping' ? ['False', STATE_REASONS.stopping, message] : undefined;
}

/** Of an engine with a primary: whether a client can connect and write now. */
export function assessPrimary(view: EngineView, wanted: number, verdict: PhaseVerdict): Assessment {
  const absence = assessAbsence(view, verdict);
  if (absence) return absence;
  if (!primaryOf(view)?.ready) return ['False', STATE_REASONS.primaryNotReady, verdict.message];
  return assessWholeness(readyMembers(view).length >= wanted, verdict);
}

/** It serves; the question is whether all of it does. */
export const assessWholeness = (isWhole: boolean, { message }: PhaseVerdict): Assessment => [
  'True',
  isWhole ? STATE_REASONS.allMembersReady : STATE_REASONS.someMembersNotReady,
  message,
];

/** Of an engine with a primary: whether the loss of one member, or of its node, leaves another to take over. */
export function assessStandbys(view: EngineView, wanted: number): Assessment {
  if (wanted === 1) {
    return ['False', STATE_REASONS.singleMember, 'There is one member: while it is down there is no service.'];
  }
  const ready = readyMembers(view);
  const standbys = ready.filter(({ role }) => role === 'Replica').length;
  if (standbys === 0) return ['False', STATE_REASONS.noStandbyReady, 'No replica is ready to take over.'];
  const shared = assessSharedNode(ready);
  if (shared) return shared;
  const count = standbys === 1 ? '1 replica is' : `${standbys} replicas are`;
  return ['True', STATE_REASONS.standbyReady, `${count} ready to take over.`];
}

/** Several members, all on one node. */
export function assessSharedNode(members: readonly ClusterMember[], who = 'ready member'): Assessment | undefined {
  const nodes = new Set(members.map(({ node }) => node));
  if (members.length < 2 || nodes.size > 1 || nodes.has(undefined)) return undefined;
  const message = `Every ${who} runs on node ${members[0]?.node}: with it the service goes.`;
  return ['False', STATE_REASONS.membersShareNode, message];
}

/** Claims that are bound and as large as asked for. `broken`: names of those that the operator itself complains of. */
export function assessVolumes(
  volumes: readonly UntypedObject[],
  broken: readonly string[] = [],
): Assessment | undefined {
  if (volumes.length === 0) return undefined;
  const namesOf = (claims: readonly UntypedObject[]): string[] => claims.map(({ metadata }) => metadata.name);
  const unbound = volumes.filter(({ status }) => status?.phase !== 'Bound');
  const unusable = [...new Set([...namesOf(unbound), ...broken])].sort();
  if (unusable.length > 0) return ['False', STATE_REASONS.volumesNotReady, `Not usable: ${unusable.join(', ')}.`];
  const growing = namesOf(volumes.filter(isGrowing)).sort();
  if (growing.length > 0) return ['True', STATE_REASONS.volumesResizing, `Being enlarged: ${growing.join(', ')}.`];
  return ['True', STATE_REASONS.volumesBound, `${volumes.length} of ${volumes.length} volumes are bound.`];
}

/** Whether the Prometheus operator is told of the members, where monitoring is asked for. */
export function assessMonitoring({
  intent,
  observed,
}: Pick<EngineView, 'intent' | 'observed'>): Assessment | undefined {
  if (!intent.spec.monitoring) return undefined;
  if (!observed.serves(POD_MONITOR)) {
    const message = 'The Prometheus operator (kind PodMonitor) is not installed; metrics are collected once it is.';
    return ['False', STATE_REASONS.collectorNotInstalled, message];
  }
  return observed.get(POD_MONITOR, intent.metadata.name)
    ? ['True', STATE_REASONS.collectorConfigured, 'Prometheus is told to collect from every member.']
    : ['False', STATE_REASONS.collectorPending, 'The PodMonitor has not been made yet.'];
}
