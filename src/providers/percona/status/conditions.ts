import { STATE_REASONS } from '../../../domain/conditions.js';
import type { ClusterMember } from '../../../resources/database-cluster/index.js';
import type { ClusterObservation } from '../../contract/index.js';
import {
  assessAbsence,
  assessSharedNode,
  assessVolumes,
  assessWholeness,
  conditionsOf,
  type Assessment,
  type PhaseVerdict,
} from '../../contract/status/index.js';
import type { ComponentView } from '../component.js';
import { ofRole, readyPods, type PerconaView } from '../view.js';

export const listConditions = (view: PerconaView, verdict: PhaseVerdict): ClusterObservation['conditions'] =>
  conditionsOf({
    Ready: assessReadiness(view, verdict),
    ...(view.upstream && { HighlyAvailable: assessAvailability(view) }),
    StorageHealthy: assessVolumes(view.volumes),
  });

/** Whether a client can connect and write now: somebody takes writes in every part of the data, and there is a way there. */
function assessReadiness(view: PerconaView, verdict: PhaseVerdict): Assessment {
  const absence = assessAbsence(view, verdict);
  if (absence) return absence;
  const parts = ofRole(view, 'data', 'config');
  if (!parts.every((part) => takesWrites(part, view))) return ['False', STATE_REASONS.primaryNotReady, verdict.message];
  const ways = ofRole(view, 'router');
  if (ways.some((way) => readyPods(way).length === 0)) return ['False', STATE_REASONS.noMemberServes, verdict.message];
  // Empty, it is not what was asked for.
  if (verdict.phase === 'Restoring') return ['False', STATE_REASONS.primaryNotReady, verdict.message];
  return assessWholeness(
    view.components.every((each) => readyPods(each).length >= each.asks.size),
    verdict,
  );
}

const takesWrites = (part: ComponentView, view: PerconaView): boolean =>
  readyMembersOf(part, view).some(({ role }) => role === 'Primary' || role === 'Peer');

const readyMembersOf = ({ pods }: ComponentView, { members }: PerconaView): ClusterMember[] =>
  members.filter(({ name, ready }) => ready && pods.some(({ metadata }) => metadata.name === name));

/** Whether the loss of one pod of any kind, or of its node, leaves enough of them. */
function assessAvailability(view: PerconaView): Assessment {
  const problem = view.components
    .map((component) => assessComponent(component, view))
    .find((assessment) => assessment !== undefined);
  return problem ?? ['True', STATE_REASONS.standbyReady, 'Any one member may be lost: the others go on.'];
}

function assessComponent(component: ComponentView, view: PerconaView): Assessment | undefined {
  const { name, role, asks } = component;
  const ready = readyMembersOf(component, view);
  if (asks.size === 1) {
    return [
      'False',
      STATE_REASONS.singleMember,
      `There is one member of ${name}: while it is down there is no service.`,
    ];
  }
  // Routers know nothing of each other; members that hold data are outvoted by those that are gone.
  const least = role === 'router' ? 1 : Math.floor(asks.size / 2) + 1;
  if (ready.length - 1 < least) {
    const message = `${ready.length} of ${asks.size} members of ${name} are ready: the loss of another stops the service.`;
    return ['False', STATE_REASONS.noStandbyReady, message];
  }
  return assessSharedNode(ready, `ready member of ${name}`);
}
