import { STATE_REASONS, type StateReason } from '../../../domain/conditions.js';
import type { ClusterMember } from '../../../resources/database-cluster/index.js';
import type { ClusterObservation } from '../../contract/index.js';
import { assessPodMonitor, isGrowing, POD_MONITOR } from '../../contract/objects/index.js';
import { bornWith, copiesOf } from '../birth.js';
import type { PhaseVerdict } from './phase.js';
import { brokersOf, controllersOf, readyBrokers, volumesOf, type ClusterView } from './view.js';

type ObservedCondition = ClusterObservation['conditions'][number];
type Assessment = readonly [status: 'True' | 'False', reason: StateReason, message: string];

const condition = (type: string, [status, reason, message]: Assessment): ObservedCondition => ({
  type,
  status,
  reason,
  message,
});

export function listConditions(view: ClusterView, verdict: PhaseVerdict): ObservedCondition[] {
  const { intent, observed } = view;
  const collector = (): Assessment =>
    assessPodMonitor(observed.serves(POD_MONITOR), observed.get(POD_MONITOR, intent.metadata.name) !== undefined);
  return [
    condition('Ready', assessReadiness(view, verdict)),
    ...(view.upstream ? [condition('HighlyAvailable', assessAvailability(view))] : []),
    ...(volumesOf(view).length > 0 ? [condition('StorageHealthy', assessStorage(view))] : []),
    ...(intent.spec.monitoring ? [condition('MonitoringReady', collector())] : []),
  ];
}

/** Whether a client can connect now: a broker answers, and the controllers agree on who leads what. */
function assessReadiness(view: ClusterView, { phase, message }: PhaseVerdict): Assessment {
  if (phase === 'Deleting') return ['False', STATE_REASONS.deleting, message];
  if (!view.upstream) return ['False', STATE_REASONS.notCreatedYet, message];
  if (readyBrokers(view).length === 0) return ['False', STATE_REASONS.noMemberServes, message];
  if (!hasQuorum(view)) return ['False', STATE_REASONS.quorumLost, message];
  const isWhole = view.members.every(({ ready }) => ready);
  return ['True', isWhole ? STATE_REASONS.allMembersReady : STATE_REASONS.someMembersNotReady, message];
}

const readyControllers = (view: ClusterView): ClusterMember[] => controllersOf(view).filter(({ ready }) => ready);
const hasQuorum = (view: ClusterView): boolean => readyControllers(view).length > controllersOf(view).length / 2;

/** Whether the loss of one member, or of its node, leaves enough of both kinds. */
function assessAvailability(view: ClusterView): Assessment {
  const single = describeSingle(view);
  if (single !== undefined) return ['False', STATE_REASONS.singleMember, single];
  const [brokers, controllers] = [readyBrokers(view), readyControllers(view)];
  if (brokers.length < brokersOf(view).length || controllers.length < controllersOf(view).length) {
    return ['False', STATE_REASONS.noStandbyReady, 'Not every node is ready: the loss of another may stop partitions.'];
  }
  const shared = [brokers, controllers].find(shareOneNode);
  if (shared) {
    const message = `Every ${shared[0]?.component ?? 'broker'} runs on node ${shared[0]?.node}: with it the service goes.`;
    return ['False', STATE_REASONS.membersShareNode, message];
  }
  return ['True', STATE_REASONS.standbyReady, 'Any node may be lost: brokers hold copies, and controllers agree on.'];
}

/** Of which there is one, that is down with its node. */
function describeSingle(view: ClusterView): string | undefined {
  if (brokersOf(view).length < 2) return 'There is one broker: while it is down there is no service.';
  if (controllersOf(view).length > 1) return undefined;
  const born = bornWith(view.intent, view.observed);
  return `It was born with ${born} ${born === 1 ? 'broker' : 'brokers'}: there is one controller, and topics have ${copiesOf(born)} copy unless they say otherwise.`;
}

function shareOneNode(members: readonly ClusterMember[]): boolean {
  const nodes = new Set(members.map(({ node }) => node));
  return members.length > 1 && nodes.size === 1 && !nodes.has(undefined);
}

function assessStorage(view: ClusterView): Assessment {
  const volumes = volumesOf(view);
  const named = (claims: typeof volumes): string =>
    claims
      .map(({ metadata }) => metadata.name)
      .sort()
      .join(', ');
  const unbound = volumes.filter(({ status }) => status?.phase !== 'Bound');
  if (unbound.length > 0) return ['False', STATE_REASONS.volumesNotReady, `Not usable: ${named(unbound)}.`];
  const growing = volumes.filter(isGrowing);
  if (growing.length > 0) return ['True', STATE_REASONS.volumesResizing, `Being enlarged: ${named(growing)}.`];
  return ['True', STATE_REASONS.volumesBound, `${volumes.length} of ${volumes.length} volumes are bound.`];
}
