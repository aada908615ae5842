import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Disruption } from '../../../resources/ops-request/index.js';
import type { ChildAction } from '../../contract/index.js';
import { troubleOf } from '../../contract/objects/index.js';
import { deletePod } from './actions.js';
import type { Step } from '../../contract/operations/index.js';
import { isNewPod, isReady, podOf, troubleWith, type Situation } from './situation.js';
import { isStalePod } from '../status/change-under-way.js';
import { databaseImageOf } from '../status/pods.js';

/** True for a pod that is as the operation wants it. */
export type IsReached = (pod: UntypedObject) => boolean;

/** Replicas by their numbers, then the primary: the operator never begins with it. */
export function rollingOrder({ baseline: { members, primary } }: Situation): string[] {
  return [...members.filter((name) => name !== primary), ...(primary === undefined ? [] : [primary])];
}

export const rollingDisruption = ({ baseline }: Situation): Disruption =>
  baseline.members.length > 1 ? 'Rolling' : 'Downtime';

/** One step for each member, and one for the primary's role, which moves on before its member is taken down. */
export function rollingSteps(situation: Situation, name: string, isReached: IsReached): Step[] {
  const order = rollingOrder(situation);
  const steps = order.map((member, index) =>
    memberStep(situation, { name, member, place: `${index + 1} of ${order.length}` }, isReached),
  );
  const { primary } = situation.baseline;
  if (primary === undefined || order.length === 1) return steps;
  return [...steps.slice(0, -1), handOver(situation, primary, steps.at(-1)!), steps.at(-1)!];
}

interface Turn {
  readonly name: string;
  readonly member: string;
  readonly place: string;
}

function memberStep(situation: Situation, { name, member, place }: Turn, isReached: IsReached): Step {
  const pod = podOf(situation, member);
  const begun = !pod || isReached(pod) || isNewPod(situation, pod) || pod.metadata.deletionTimestamp !== undefined;
  if (!begun) return { name, target: member, state: 'Pending' };
  if (pod && isReached(pod) && isReady(situation, member)) {
    return { name, target: member, state: 'Done', message: `Member ${member} is ready again, ${place}.` };
  }
  const message = troubleWith(situation, member) ?? `Member ${member} is being replaced, ${place}.`;
  return { name, target: member, state: 'Running', message };
}

/** Needless where the old primary was brought there without losing its role. */
function handOver({ upstream }: Situation, from: string, primaryStep: Step): Step {
  const { currentPrimary, targetPrimary } = upstream.status ?? {};
  const step = { name: 'Switchover' };
  if (currentPrimary !== from) {
    return { ...step, state: 'Done', message: `${currentPrimary} is the primary now, and was ${from} before.` };
  }
  if (targetPrimary !== from) return { ...step, state: 'Running', message: `The primary moves to ${targetPrimary}.` };
  return { ...step, state: primaryStep.state === 'Done' ? 'Skipped' : 'Pending' };
}

/** Who is the primary now, where that is another one than before. */
export function movedPrimary({ upstream, baseline }: Situation): { newPrimary: string } | undefined {
  const { currentPrimary } = upstream.status ?? {};
  return currentPrimary === undefined || currentPrimary === baseline.primary
    ? undefined
    : { newPrimary: currentPrimary };
}

/**
 * Pods that were made for what is no longer asked for and do not come up. The operator waits for them for ever, unless
 * they merely found no node; nobody is served by them.
 */
export function replaceStuckPods({ view, upstream }: Situation): ChildAction[] {
  const isUnwanted = (pod: UntypedObject): boolean =>
    isStalePod(upstream, pod) || databaseImageOf(pod) !== upstream.spec.imageName;
  return view.pods
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .filter((pod) => troubleOf(pod) !== undefined && isUnwanted(pod))
    .map(deletePod);
}
