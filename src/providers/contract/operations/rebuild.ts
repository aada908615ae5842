import type { OpsRequest } from '../../../resources/ops-request/index.js';
import type { ChildAction } from '../child-action.js';
import type { Undo } from '../operation.js';
import type { Finding, Step } from './report.js';
import { isReady, troubleWith, type EngineSituation } from './situation.js';

/** A member whose copy is thrown away and made anew from what the others hold. */

export const REBUILT_MEMBER = ['spec', 'rebuildInstance', 'member'] as const;

export const memberToRebuild = ({ request }: { readonly request: OpsRequest }): string =>
  request.spec.rebuildInstance?.member ?? '';

/** `isGone`: neither pod nor volume of before is there; `isGoing`: one of them is on its way out, or out. */
export function discardStep(member: string, { isGone, isGoing }: { isGone: boolean; isGoing: boolean }): Step {
  const step = { name: 'DiscardCopy', target: member };
  if (isGone) return { ...step, state: 'Done', message: `The old copy of ${member} is gone.` };
  return isGoing
    ? { ...step, state: 'Running', message: `The old copy of ${member} is going.` }
    : { ...step, state: 'Pending' };
}

/** `hasBegun`: the new copy is being made; `meanwhile`: what it does then, as a sentence. */
export function joinStep(
  situation: EngineSituation,
  member: string,
  { hasBegun, meanwhile }: { hasBegun: boolean; meanwhile: string },
): Step {
  const step = { name: 'JoinMember', target: member };
  if (!hasBegun) return { ...step, state: 'Pending' };
  if (isReady(situation, member)) return { ...step, state: 'Done', message: `Member ${member} has joined anew.` };
  return { ...step, state: 'Running', message: troubleWith(situation, member) ?? meanwhile };
}

/** Actions only while the old copy is there: what is going needs no second push. */
export const judgeRebuild = (
  member: string,
  steps: readonly Step[],
  { reached, actions }: { reached: string; actions: readonly ChildAction[] },
): Finding => {
  const pending = steps.find(({ state }) => state !== 'Done');
  return {
    reached,
    waitsFor: pending && (pending.message ?? `Has ${member} made anew.`),
    actions,
    settleSeconds: 5,
  };
};

export const undoRebuild = (member: string, isUntouched: boolean): Undo =>
  isUntouched
    ? { state: 'Done', stays: `The copy of ${member} is as it was.` }
    : {
        state: 'Impossible',
        why: `The old copy of ${member} is gone or going: only a new one brings the member back.`,
      };
