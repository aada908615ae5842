import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Disruption } from '../../../resources/ops-request/index.js';
import { isStaying } from '../../contract/objects/index.js';
import type { Step } from '../../contract/operations/index.js';
import {
  brokersBefore,
  controllersBefore,
  isNewPod,
  isReady,
  podOf,
  troubleWith,
  type Situation,
} from './situation.js';

/** True for a pod that is as the operation wants it. */
export type IsReached = (pod: UntypedObject) => boolean;

/** As the operator does it; which controller comes last, because it leads, no object tells. */
export const rollingOrder = (situation: Situation): string[] => [
  ...controllersBefore(situation),
  ...brokersBefore(situation),
];

/** A single broker, or a single controller, is missed while it restarts. */
export const rollingDisruption = (situation: Situation): Disruption =>
  brokersBefore(situation).length > 1 && controllersBefore(situation).length > 1 ? 'Rolling' : 'Downtime';

export const rollingSteps = (
  situation: Situation,
  name: string,
  isReached: IsReached,
  members: readonly string[] = rollingOrder(situation),
): Step[] =>
  members.map((member, index) =>
    memberStep(situation, { name, member, place: `${index + 1} of ${members.length}` }, isReached),
  );

interface Turn {
  readonly name: string;
  readonly member: string;
  readonly place: string;
}

export function memberStep(situation: Situation, { name, member, place }: Turn, isReached: IsReached): Step {
  const pod = podOf(situation, member);
  const begun = !pod || isReached(pod) || isNewPod(situation, pod) || !isStaying(pod);
  if (!begun) return { name, target: member, state: 'Pending' };
  if (pod && isReached(pod) && isReady(situation, member)) {
    return { name, target: member, state: 'Done', message: `Member ${member} is ready again, ${place}.` };
  }
  const message = troubleWith(situation, member) ?? `Member ${member} is being replaced, ${place}.`;
  return { name, target: member, state: 'Running', message };
}
