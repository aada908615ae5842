import type { UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { OpsRequest } from '../../../resources/ops-request/index.js';
import type { ChildAction } from '../child-action.js';
import type { OperationHandler, Undo } from '../operation.js';
import { oneOf } from './define-operation.js';
import type { Finding, Step } from './report.js';
import { isNewPod, mustBeMember, type EngineSituation } from './situation.js';

interface WithRequest {
  readonly request: OpsRequest;
}

/** Everybody, one after the other; or those that are named. */
export const restartOf = (all: OperationHandler, named: OperationHandler): OperationHandler =>
  oneOf(all, ({ request }) => (request.spec.restart?.members ? named : all));

/** The moment at which the operation began marks whom it has restarted. */
export const restartMarkOf = ({ request }: WithRequest): string | undefined => request.status?.startedAt;

/** Ours, or that of a later restart: two that outbid each other would never end. */
export function isRestartMark(situation: WithRequest, mark: string | undefined): boolean {
  const ours = restartMarkOf(situation);
  if (mark === undefined || ours === undefined) return false;
  return mark === ours || Date.parse(mark) > Date.parse(ours);
}

/** Everybody restarts by a mark: `asking` writes it, and is empty once it is there. */
export const judgeRestart = (
  { whyNotWhole }: Pick<EngineSituation, 'whyNotWhole'>,
  isAsked: boolean,
  asking: readonly ChildAction[],
): Finding => ({
  reached: 'Every member has restarted.',
  waitsFor: isAsked ? whyNotWhole : 'Asks the operator to restart the members.',
  actions: isAsked ? [] : asking,
  settleSeconds: 5,
});

/** Those that carry the mark, or are another pod than before: what cannot be taken back. */
export function sayRestarted(
  situation: EngineSituation,
  isMarked: (pod: UntypedObject) => boolean,
  before = 'Restarted already',
): string {
  const restarted = situation.view.pods.filter((pod) => isMarked(pod) || isNewPod(situation, pod));
  return sayNames(
    restarted.map(({ metadata }) => metadata.name),
    before,
  );
}

const sayNames = (names: readonly string[], before: string): string =>
  names.length > 0 ? `${before}: ${names.join(', ')}.` : 'No member had restarted.';

export const membersToRestart = ({ request }: WithRequest): readonly string[] => request.spec.restart?.members ?? [];

/** `further`: what else an engine asks of each. */
export const checkMembersToRestart = <S extends EngineSituation>(
  situation: S,
  further: (situation: S, member: string, path: (string | number)[]) => FieldError[] = () => [],
): FieldError[] =>
  membersToRestart(situation).flatMap((member, index) => {
    const path = ['spec', 'restart', 'members', index];
    return [...mustBeMember(situation, member, path), ...further(situation, member, path)];
  });

/** One after the other: the next is restarted once the one before it is ready. */
export function judgeRestartOfMembers(
  steps: readonly Step[],
  restart: (member: string) => readonly ChildAction[],
): Finding {
  const next = steps.find(({ state }) => state !== 'Done');
  return {
    reached: `Restarted: ${steps.map(({ target }) => target).join(', ')}.`,
    waitsFor: next && (next.message ?? `Restarts ${next.target}.`),
    actions: next?.state === 'Pending' ? restart(next.target!) : [],
    settleSeconds: 5,
  };
}

/** What has restarted has; what has not is left alone, unless it was asked for already and may begin meanwhile. */
export function undoRestartOfMembers(steps: readonly Step[], isAsked: (member: string) => boolean = () => false): Undo {
  const isUnderWay = ({ state, target }: Step): boolean =>
    state === 'Running' || (state === 'Pending' && isAsked(target!));
  const waiting = steps.find(isUnderWay);
  if (waiting) return { state: 'Running', waitingFor: waiting.message ?? `Member ${waiting.target} is to restart.` };
  const done = steps.filter(({ state }) => state === 'Done').map(({ target }) => target!);
  return { state: 'Done', stays: sayNames(done, 'Restarted already') };
}
