import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ChildAction } from '../../contract/index.js';
import { troubleOf } from '../../contract/objects/index.js';
import { movedPrimaryOf, stepsOfRolling, type IsReached, type Step } from '../../contract/operations/index.js';
import { isStalePod } from '../status/change-under-way.js';
import { databaseImageOf } from '../status/pods.js';
import { deletePod } from './actions.js';
import type { Situation } from './situation.js';

/** One step for each member, and one for the primary's role, which moves on before its member is taken down. */
export function rollingSteps(situation: Situation, name: string, isReached: IsReached): Step[] {
  const steps = stepsOfRolling(situation, name, isReached);
  const { primary } = situation.baseline;
  if (primary === undefined || steps.length === 1) return steps;
  return [...steps.slice(0, -1), handOver(situation, primary, steps.at(-1)!), steps.at(-1)!];
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

export const movedPrimary = (situation: Situation): { newPrimary: string } | undefined =>
  movedPrimaryOf(situation, situation.upstream.status?.currentPrimary);

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
