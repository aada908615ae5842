import { STATE_REASONS } from '../../../domain/conditions.js';
import type { ClusterMember } from '../../../resources/database-cluster/index.js';
import type { ClusterObservation } from '../../contract/index.js';
import {
  assessAbsence,
  assessMonitoring,
  assessSharedNode,
  assessVolumes,
  assessWholeness,
  conditionsOf,
  readyMembers,
  type Assessment,
  type PhaseVerdict,
} from '../../contract/status/index.js';
import { bornWith, copiesOf } from '../birth.js';
import { brokersOf, controllersOf, isController, readyBrokers, type ClusterView } from './view.js';

export const listConditions = (view: ClusterView, verdict: PhaseVerdict): ClusterObservation['conditions'] =>
  conditionsOf({
    Ready: assessAbsence(view, verdict) ?? assessService(view, verdict),
    HighlyAvailable: view.upstream && assessAvailability(view),
    StorageHealthy: assessVolumes(view.volumes),
    MonitoringReady: assessMonitoring(view),
  });

/** Whether a client can connect now: a broker answers, and the controllers agree on who leads what. */
function assessService(view: ClusterView, verdict: PhaseVerdict): Assessment {
  if (readyBrokers(view).length === 0) return ['False', STATE_REASONS.noMemberServes, verdict.message];
  if (!hasQuorum(view)) return ['False', STATE_REASONS.quorumLost, verdict.message];
  return assessWholeness(readyMembers(view).length === view.members.length, verdict);
}

const readyControllers = (view: ClusterView): ClusterMember[] => readyMembers(view).filter(isController);
const hasQuorum = (view: ClusterView): boolean => readyControllers(view).length > controllersOf(view).length / 2;

/** Whether the loss of one member, or of its node, leaves enough of both kinds. */
function assessAvailability(view: ClusterView): Assessment {
  const single = describeSingle(view);
  if (single !== undefined) return ['False', STATE_REASONS.singleMember, single];
  const [brokers, controllers] = [readyBrokers(view), readyControllers(view)];
  if (brokers.length < brokersOf(view).length || controllers.length < controllersOf(view).length) {
    return ['False', STATE_REASONS.noStandbyReady, 'Not every node is ready: the loss of another may stop partitions.'];
  }
  const shared = assessSharedNode(brokers, 'broker') ?? assessSharedNode(controllers, 'controller');
  return (
    shared ?? [
      'True',
      STATE_REASONS.standbyReady,
      'Any node may be lost: brokers hold copies, and controllers agree on.',
    ]
  );
}

/** Of which there is one, that is down with its node. */
function describeSingle(view: ClusterView): string | undefined {
  if (brokersOf(view).length < 2) return 'There is one broker: while it is down there is no service.';
  if (controllersOf(view).length > 1) return undefined;
  const born = bornWith(view.intent, view.observed);
  return `It was born with ${born} ${born === 1 ? 'broker' : 'brokers'}: there is one controller, and topics have ${copiesOf(born)} copy unless they say otherwise.`;
}
