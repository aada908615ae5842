import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { Undo } from '../../contract/index.js';
import {
  CANDIDATE,
  candidateOf,
  checkHandover,
  demotionOf,
  pickReplica,
  promotionOf,
  recordCandidate,
  ROLLING,
  troubleWith,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { isFenced } from '../status/fencing.js';
import { meaningOf, SWITCHING_OVER } from '../status/upstream-phases.js';
import { patchStatusOnce } from './actions.js';
import { defineOperation } from './define-operation.js';
import { mustNotBeFenced } from './member-rules.js';
import type { Situation } from './situation.js';

const TARGET_SET_AT = 'targetPrimaryTimestamp';

/** The operator is told its next primary, as its own tool does; it shuts the old one down and promotes the new. */
export const switchover = defineOperation({
  ...ROLLING,
  disruption: 'Failover',
  validate,
  steps,
  restarts: ({ baseline }) => (baseline.primary === undefined ? [] : [baseline.primary]),
  baseline: (situation) => ({
    ...recordCandidate(situation, pickUnfenced(situation)),
    [TARGET_SET_AT]: situation.upstream.status?.targetPrimaryTimestamp ?? '',
  }),
  judge,
  undo,
});

/** The operator does not publish who lags. */
const pickUnfenced = (situation: Situation): string | undefined =>
  pickReplica(situation, (member) => !isFenced(situation.upstream, member));

function validate(situation: Situation): FieldError[] {
  const { currentPrimary, targetPrimary } = situation.upstream.status ?? {};
  if (situation.view.members.length > 1 && currentPrimary !== targetPrimary) {
    return [forbidden(['spec', 'type'], `the primary already moves to ${targetPrimary}`)];
  }
  return checkHandover(situation, {
    current: currentPrimary,
    pick: pickUnfenced(situation),
    further: (candidate) => mustNotBeFenced(situation, candidate, CANDIDATE),
  });
}

function steps(situation: Situation): Step[] {
  const { currentPrimary: current, targetPrimary } = situation.upstream.status ?? {};
  const isAsked = targetPrimary === candidateOf(situation);
  return [promotionOf(situation, { current, isAsked }), demotionOf(situation, current)];
}

function judge(situation: Situation): Finding {
  const { phase } = situation.upstream.status ?? {};
  const candidate = candidateOf(situation);
  return {
    reached: `${candidate} is the primary.`,
    failure: whyMissed(situation),
    waitsFor: phase === SWITCHING_OVER ? `The primary moves to ${candidate}.` : undefined,
    actions: hasBegun(situation) ? [] : handOver(situation),
    settleSeconds: 5,
    result: { newPrimary: candidate },
  };
}

/** Whoever names a primary writes the moment too: another moment than before, and it has been done. */
function hasBegun({ upstream, baseline }: Situation): boolean {
  return (upstream.status?.targetPrimaryTimestamp ?? '') !== baseline.get(TARGET_SET_AT);
}

/** The operator names the old primary again when the candidate is not up to it. */
function whyMissed(situation: Situation): string | undefined {
  const { currentPrimary, targetPrimary } = situation.upstream.status ?? {};
  const candidate = candidateOf(situation);
  if (!hasBegun(situation) || targetPrimary === candidate || currentPrimary === candidate) return undefined;
  const trouble = troubleWith(situation, candidate) ?? `${candidate} was not ready to take over.`;
  return `The operator made ${targetPrimary} the primary instead. ${trouble}`;
}

function handOver(situation: Situation): Finding['actions'] {
  const { upstream, request } = situation;
  const { currentPrimary, targetPrimary, phase = '' } = upstream.status ?? {};
  const { startedAt } = request.status ?? {};
  // While the operator is at work itself, a failover of its own above all, its target must not be overwritten.
  if (startedAt === undefined || currentPrimary !== targetPrimary || meaningOf(phase).meaning === 'working') return [];
  const candidate = candidateOf(situation);
  return [
    patchStatusOnce(upstream, {
      targetPrimary: candidate,
      targetPrimaryTimestamp: withMicroseconds(startedAt),
      phase: SWITCHING_OVER,
      phaseReason: `Switching over to ${candidate}`,
    }),
  ];
}

/** The only form that the operator's own logs can read. */
const withMicroseconds = (time: string): string => new Date(time).toISOString().replace('Z', '000Z');

function undo(situation: Situation): Undo {
  if (!hasBegun(situation) || whyMissed(situation) !== undefined) return { state: 'Done' };
  const why = `${candidateOf(situation)} is becoming the primary, or is it already; another Switchover leads back.`;
  return { state: 'Impossible', why };
}
