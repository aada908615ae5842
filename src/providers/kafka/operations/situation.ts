import type { UntypedObject } from '../../../kube/meta/index.js';
import type { EngineSituation } from '../../contract/operations/index.js';
import { claimName } from '../names.js';
import { isSeen } from '../status/change-under-way.js';
import { isRefusal } from '../status/reasons.js';
import { conditionOf, type ClusterView } from '../status/view.js';
import { BROKER, CONTROLLER } from './baseline.js';

export type Situation = EngineSituation<ClusterView>;

const rolesBefore =
  (role: string) =>
  ({ baseline }: Situation): string[] =>
    baseline.members.filter((name) => baseline.get(`member/${name}`) === role);

export const brokersBefore = rolesBefore(BROKER);
export const controllersBefore = rolesBefore(CONTROLLER);

export const claimOf = ({ view }: Situation, member: string): UntypedObject | undefined =>
  view.volumes.find(({ metadata }) => metadata.name === claimName(member));

/** What the operator's last round failed of, as a sentence. */
export const complaintOf = (situation: Situation): string | undefined =>
  conditionOf(situation.view, 'NotReady') === undefined ? undefined : situation.whyNotWhole;

/** Of a definition that the operator has read and refuses, no further round will make more. */
export function failureOf({ view, upstream }: Situation): string | undefined {
  const { reason, message } = conditionOf(view, 'NotReady') ?? {};
  if (!isRefusal(reason) || !isSeen(upstream)) return undefined;
  return `The operator refuses the definition: ${message ?? reason}`;
}
