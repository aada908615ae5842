import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { OpsRequest } from '../../../resources/ops-request/index.js';
import { byNumber } from '../objects/index.js';
import type { Baseline } from './baseline.js';
import type { Step } from './report.js';
import { isReady, mustBeMember, troubleWith, type EngineSituation } from './situation.js';

/** The role of the primary, handed over to another member. */

export const CANDIDATE = ['spec', 'switchover', 'candidate'] as const;
const TYPE = ['spec', 'type'] as const;
const RECORDED = 'candidate';

/** Decided when the operation begins: the same member ever after. */
export const recordCandidate = (
  { request }: { readonly request: OpsRequest },
  pick: string | undefined,
): Record<string, string> => ({ [RECORDED]: request.spec.switchover?.candidate ?? pick ?? '' });

export const candidateOf = ({ baseline }: { readonly baseline: Baseline }): string => baseline.get(RECORDED) ?? '';

/** The lowest number decides where nobody tells who lags: the same question, the same answer. */
export function pickReplica(
  { view }: Pick<EngineSituation, 'view'>,
  isFit: (member: string) => boolean = () => true,
): string | undefined {
  return replicasReady({ view }, isFit)[0];
}

function replicasReady({ view }: Pick<EngineSituation, 'view'>, isFit: (member: string) => boolean): string[] {
  const fit = view.members.filter(({ name, role, ready }) => ready && role === 'Replica' && isFit(name));
  return fit.map(({ name }) => name).sort(byNumber);
}

export interface HandoverRules {
  /** The primary by the operator's word. */
  readonly current: string | undefined;
  /** Who would be taken where nobody is named. */
  readonly pick: string | undefined;
  /** What the engine asks of who is named. */
  readonly further?: (candidate: string) => FieldError[];
}

export function checkHandover(situation: EngineSituation, rules: HandoverRules): FieldError[] {
  if (situation.view.members.length < 2) return [forbidden(TYPE, 'needs a second member to hand the role over to')];
  const candidate = situation.request.spec.switchover?.candidate;
  if (candidate !== undefined) return checkCandidate(situation, candidate, rules);
  return rules.pick === undefined ? [forbidden(TYPE, 'no replica is ready to take over')] : [];
}

function checkCandidate(
  situation: EngineSituation,
  candidate: string,
  { current, further = () => [] }: HandoverRules,
): FieldError[] {
  const isFit = (name: string): boolean => further(name).length === 0;
  const allowed = replicasReady(situation, isFit);
  const unknown = mustBeMember(situation, candidate, CANDIDATE, allowed);
  if (unknown.length > 0) return unknown;
  const extras = { badValue: candidate, allowed };
  if (candidate === current) return [invalid(CANDIDATE, 'is the primary already', extras)];
  const refused = further(candidate);
  if (refused.length > 0) return refused;
  const isReplica = situation.view.members.some(({ name, role }) => name === candidate && role === 'Replica');
  return isReady(situation, candidate) && isReplica ? [] : [invalid(CANDIDATE, 'is not a ready replica', extras)];
}

/** `current`: the primary by the operator's word; `isAsked`: the operator is at it. */
export function promotionOf(
  situation: EngineSituation,
  { current, isAsked }: { current: string | undefined; isAsked: boolean },
): Step {
  const candidate = candidateOf(situation);
  const step = { name: 'Promote', target: candidate };
  const isPrimary = situation.view.members.some(
    ({ name, role, ready }) => name === candidate && role === 'Primary' && ready,
  );
  if (current === candidate && isPrimary) return { ...step, state: 'Done', message: `${candidate} is the primary.` };
  if (!isAsked) return { ...step, state: 'Pending' };
  return { ...step, state: 'Running', message: `${current} shuts down and ${candidate} takes over.` };
}

/** The former primary comes back as a replica. */
export function demotionOf(situation: EngineSituation, current: string | undefined): Step {
  const former = situation.baseline.primary;
  const step = { name: 'Demote', target: former };
  const member = situation.view.members.find(({ name }) => name === former);
  if (member?.role === 'Replica' && member.ready) {
    return { ...step, state: 'Done', message: `${former} follows as a replica.` };
  }
  if (former === undefined || current === former) return { ...step, state: 'Pending' };
  return { ...step, state: 'Running', message: troubleWith(situation, former) ?? `${former} restarts as a replica.` };
}
