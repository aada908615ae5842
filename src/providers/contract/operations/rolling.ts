import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Disruption } from '../../../resources/ops-request/index.js';
import { isStaying } from '../objects/index.js';
import type { Baseline } from './baseline.js';
import type { Step } from './report.js';
import { isNewPod, isReady, podOf, troubleWith, type EngineSituation } from './situation.js';

/** Members that are replaced or restarted one after the other. */

/** True for a pod that is as the operation wants it. */
export type IsReached = (pod: UntypedObject) => boolean;

interface WithBaseline {
  readonly baseline: Baseline;
}

/** Replicas by their numbers, then the primary: no operator begins with it. */
export function primaryLast({ baseline: { members, primary } }: WithBaseline): string[] {
  return [...members.filter((name) => name !== primary), ...(primary === undefined ? [] : [primary])];
}

/** A single member is missed while it restarts. */
export const disruptionOfRolling = ({ baseline }: WithBaseline): Disruption =>
  baseline.members.length > 1 ? 'Rolling' : 'Downtime';

/** One step for each member, in this order. */
export const stepsOfRolling = (
  situation: EngineSituation,
  name: string,
  isReached: IsReached,
  order: readonly string[] = primaryLast(situation),
): Step[] =>
  order.map((member, index) =>
    memberStep(situation, { name, member, place: `${index + 1} of ${order.length}` }, isReached),
  );

export interface Turn {
  readonly name: string;
  readonly member: string;
  /** Ends the sentence "Member orders-1 is ready again, …". */
  readonly place: string;
}

export function memberStep(situation: EngineSituation, { name, member, place }: Turn, isReached: IsReached): Step {
  const pod = podOf(situation, member);
  const begun = !pod || isReached(pod) || isNewPod(situation, pod) || !isStaying(pod);
  if (!begun) return { name, target: member, state: 'Pending' };
  if (pod && isReached(pod) && isReady(situation, member)) {
    return { name, target: member, state: 'Done', message: `Member ${member} is ready again, ${place}.` };
  }
  const message = troubleWith(situation, member) ?? `Member ${member} is being replaced, ${place}.`;
  return { name, target: member, state: 'Running', message };
}

/** Who is the primary now, where that is another one than before. */
export const movedPrimaryOf = (
  { baseline }: WithBaseline,
  current: string | undefined,
): { newPrimary: string } | undefined =>
  current === undefined || current === baseline.primary ? undefined : { newPrimary: current };
