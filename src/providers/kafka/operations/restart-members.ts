import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction, Undo } from '../../contract/index.js';
import { isStaying } from '../../contract/objects/index.js';
import { ROLLING, type Finding, type Step } from '../../contract/operations/index.js';
import { STRIMZI_ANNOTATIONS } from '../upstream.js';
import { annotatePod, touch } from './actions.js';
import { defineOperation } from './define-operation.js';
import { mustBeMember } from './member-rules.js';
import { rollingDisruption, rollingOrder, rollingSteps } from './rolling.js';
import { isNewPod, podOf, type Situation } from './situation.js';

const { manualRollingUpdate } = STRIMZI_ANNOTATIONS;

/** By the operator's annotation of single pods, one after the other: it holds until the pod is replaced. */
export const restartMembers = defineOperation({
  ...ROLLING,
  disruption: rollingDisruption,
  validate,
  steps,
  restarts: orderOf,
  judge,
  undo,
});

const askedFor = ({ request }: Situation): readonly string[] => request.spec.restart?.members ?? [];

function orderOf(situation: Situation): string[] {
  return rollingOrder(situation).filter((member) => askedFor(situation).includes(member));
}

function validate(situation: Situation): FieldError[] {
  return askedFor(situation).flatMap((member, index) =>
    mustBeMember(situation, member, ['spec', 'restart', 'members', index]),
  );
}

function steps(situation: Situation): Step[] {
  return rollingSteps(situation, 'RestartMember', (pod) => isNewPod(situation, pod), orderOf(situation));
}

function judge(situation: Situation, found: readonly Step[]): Finding {
  const next = found.find(({ state }) => state !== 'Done');
  return {
    reached: `Restarted: ${found.map(({ target }) => target).join(', ')}.`,
    waitsFor: next?.message ?? (next && `Asks the operator to restart ${next.target}.`),
    actions: next?.state === 'Pending' ? restartOf(situation, next.target!) : [],
    settleSeconds: 5,
  };
}

function restartOf(situation: Situation, member: string): ChildAction[] {
  const pod = podOf(situation, member);
  if (!pod || !isStaying(pod) || pod.metadata.annotations?.[manualRollingUpdate] === 'true') return [];
  const mark = `${situation.request.metadata.uid}/${member}`;
  return [annotatePod(pod, { [manualRollingUpdate]: 'true' }), touch(situation.upstream, mark)];
}

/** What has restarted has; what was asked for and has not begun is taken back by nobody, for it may begin meanwhile. */
function undo(situation: Situation): Undo {
  const found = steps(situation);
  const isAsked = (member: string): boolean =>
    podOf(situation, member)?.metadata.annotations?.[manualRollingUpdate] === 'true';
  const waiting = found.find(({ state, target }) => state === 'Running' || (state === 'Pending' && isAsked(target!)));
  if (waiting) return { state: 'Running', waitingFor: waiting.message ?? `Member ${waiting.target} is to restart.` };
  const done = found.filter(({ state }) => state === 'Done').map(({ target }) => target);
  return {
    state: 'Done',
    stays: done.length > 0 ? `Restarted already: ${done.join(', ')}.` : 'No member had restarted.',
  };
}
