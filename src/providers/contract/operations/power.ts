import type { UntypedObject } from '../../../kube/meta/index.js';
import { isStaying } from '../objects/index.js';
import type { Step } from './report.js';
import { isReady, podOf, troubleWith, type EngineSituation } from './situation.js';

/** Members that are stopped with their volumes kept, and started again. */

export function stopOf(situation: EngineSituation, member: string): Step {
  const step = { name: 'StopMember', target: member };
  const pod = podOf(situation, member);
  if (!pod) return { ...step, state: 'Done', message: `Member ${member} has stopped; its volumes stay.` };
  const state = isStaying(pod) ? 'Pending' : 'Running';
  return { ...step, state, message: `Member ${member} is shutting down.` };
}

export function startOf(situation: EngineSituation, member: string): Step {
  const step = { name: 'StartMember', target: member };
  if (!podOf(situation, member)) return { ...step, state: 'Pending' };
  if (isReady(situation, member)) return { ...step, state: 'Done', message: `Member ${member} is ready.` };
  return { ...step, state: 'Running', message: troubleWith(situation, member) ?? `Member ${member} is starting.` };
}

export const STOPPED = 'All members are stopped; the volumes are kept.';
export const STARTED = 'Every member is ready.';

/** Operators wait for each, without a word of which: one on a node that is lost stays for ever. */
export function sayEnding(pods: readonly UntypedObject[]): string | undefined {
  const ending = pods.filter((pod) => !isStaying(pod));
  if (ending.length === 0) return undefined;
  return `Shutting down: ${ending.map(({ metadata }) => metadata.name).join(', ')}.`;
}
