import { isReady, podOf, troubleWith, type EngineSituation } from './situation.js';
import type { OperationSituation } from './define-operation.js';
import type { Step } from './report.js';
import { isStaying } from '../objects/index.js';

/** Members that come, and members that go. */

export const wantedMembers = ({ request, cluster }: OperationSituation): number =>
  request.spec.horizontalScaling?.replicas ?? cluster.spec.clusterSize;

export const presentMembers = ({ view }: Pick<EngineSituation, 'view'>): string[] =>
  view.members.map(({ name }) => name);

/** `meanwhile`: what a newcomer does until it is ready, as a sentence. */
export function joinOf(situation: EngineSituation, member: string, meanwhile: string): Step {
  const step = { name: 'JoinMember', target: member };
  if (!presentMembers(situation).includes(member)) return { ...step, state: 'Pending' };
  if (isReady(situation, member)) return { ...step, state: 'Done', message: `Member ${member} has joined.` };
  return { ...step, state: 'Running', message: troubleWith(situation, member) ?? meanwhile };
}

/** `isGone`: nothing of it is left, its volumes included. */
export function removalOf(situation: EngineSituation, member: string, isGone: boolean): Step {
  const step = { name: 'RemoveMember', target: member };
  if (isGone) return { ...step, state: 'Done', message: `Member ${member} has left.` };
  const pod = podOf(situation, member);
  if (pod && isStaying(pod)) return { ...step, state: 'Pending' };
  return { ...step, state: 'Running', message: `Member ${member} is being removed.` };
}

export const sayServing = (count: number, what = 'member'): string =>
  count === 1 ? `1 ${what} serves` : `${count} ${what}s serve`;
