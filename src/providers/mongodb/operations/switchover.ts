import { invalid, forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction, Undo } from '../../contract/index.js';
import { annotationOf } from '../../contract/objects/index.js';
import {
  CANDIDATE,
  candidateOf,
  checkHandover,
  pickReplica,
  PROMPT,
  recordCandidate,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { componentOf } from '../../percona/view.js';
import { isPreferring, PREFERRED_PRIMARY, preferredPrimaryOf } from '../preferred-primary.js';
import { PSMDB } from '../upstream.js';
import { defineOperation } from './define-operation.js';
import { replsetsOf, type Situation } from './situation.js';

/**
 * The operator has no word for it; but it hands priorities on to the replica set, which elects whoever has most. The
 * preference is taken back afterwards, so that the new primary stays and the next failure is nobody's but the set's.
 */
export const switchover = defineOperation({
  ...PROMPT,
  disruption: 'Failover',
  validate,
  steps: (situation) => [promoting(situation), releasing(situation)],
  baseline: (situation) => recordCandidate(situation, pick(situation)),
  judge,
  undo,
});

/** Of several shards each has a primary of its own: which is meant, nobody can guess. */
const pick = (situation: Situation): string | undefined =>
  replsetsOf(situation).length > 1 ? undefined : pickReplica(situation, (name) => isData(situation, name));

const isData = ({ view }: Situation, member: string): boolean => componentOf(view, member)?.role === 'data';

/** Of the replica set that the member belongs to. */
function primaryBeside({ view }: Situation, member: string): string | undefined {
  const kind = componentOf(view, member)?.name;
  return view.members.find(({ name, role }) => role === 'Primary' && componentOf(view, name)?.name === kind)?.name;
}

function validate(situation: Situation): FieldError[] {
  const { request } = situation;
  const candidate = request.spec.switchover?.candidate;
  const count = replsetsOf(situation).length;
  if (candidate === undefined && count > 1) {
    return [
      {
        path: CANDIDATE,
        type: 'FieldValueRequired',
        detail: `each of the ${count} shards has a primary: name a member`,
      },
    ];
  }
  return checkHandover(situation, {
    current: candidate === undefined ? undefined : primaryBeside(situation, candidate),
    pick: pick(situation),
    further: (member) =>
      isData(situation, member) ? [] : [forbidden(CANDIDATE, 'holds no data', { badValue: member })],
  }).concat(checkVotes(situation));
}

/** An election needs most of the votes; without them the set would lose its primary and find no other. */
function checkVotes(situation: Situation): FieldError[] {
  const candidate = situation.request.spec.switchover?.candidate ?? pick(situation);
  const component = candidate === undefined ? undefined : componentOf(situation.view, candidate);
  if (!component) return [];
  const ready = situation.view.members.filter(
    ({ name, ready: isReady }) => isReady && componentOf(situation.view, name)?.name === component.name,
  );
  if (ready.length * 2 > component.asks.size) return [];
  return [invalid(['spec', 'type'], 'cannot be elected: most members of its replica set are not ready')];
}

function promoting(situation: Situation): Step {
  const candidate = candidateOf(situation);
  const step = { name: 'Promote', target: candidate };
  const current = primaryBeside(situation, candidate);
  if (current === candidate) return { ...step, state: 'Done', message: `${candidate} is the primary.` };
  if (preferredPrimaryOf(situation.upstream) !== candidate) return { ...step, state: 'Pending' };
  const message = `The replica set is to elect ${candidate}${current === undefined ? '' : `; ${current} is the primary`}.`;
  return { ...step, state: 'Running', message };
}

/** The members are equal again. */
function releasing(situation: Situation): Step {
  const step = { name: 'LevelPriorities' };
  if (promoting(situation).state !== 'Done') return { ...step, state: 'Pending' };
  return isReleased(situation)
    ? { ...step, state: 'Done', message: 'Every member may be elected again.' }
    : { ...step, state: 'Running', message: 'The preference for it is taken back.' };
}

const isReleased = ({ upstream }: Situation): boolean =>
  preferredPrimaryOf(upstream) === undefined && !isPreferring(upstream);

function judge(situation: Situation): Finding {
  const candidate = candidateOf(situation);
  const [promotion, release] = [promoting(situation), releasing(situation)];
  const waiting = [promotion, release].find(({ state }) => state !== 'Done');
  return {
    reached: `${candidate} is the primary.`,
    waitsFor: waiting ? (waiting.message ?? `Asks the replica set to prefer ${candidate}.`) : situation.whyNotWhole,
    actions: nextActions(situation, promotion),
    settleSeconds: 5,
    result: { newPrimary: candidate },
  };
}

function nextActions(situation: Situation, promotion: Step): ChildAction[] {
  if (promotion.state === 'Pending') return [prefer(situation, candidateOf(situation))];
  return promotion.state === 'Done' ? release(situation) : [];
}

const prefer = ({ upstream }: Situation, member: string | null): ChildAction =>
  annotationOf(PSMDB, upstream, { [PREFERRED_PRIMARY]: member });

const release = (situation: Situation): ChildAction[] =>
  preferredPrimaryOf(situation.upstream) === undefined ? [] : [prefer(situation, null)];

function undo(situation: Situation): Undo {
  const candidate = candidateOf(situation);
  if (!isReleased(situation)) {
    return {
      state: 'Running',
      waitingFor: `The preference for ${candidate} is taken back.`,
      actions: release(situation),
    };
  }
  const isPrimary = primaryBeside(situation, candidate) === candidate;
  return {
    state: 'Done',
    ...(isPrimary && { stays: `${candidate} is the primary already; another Switchover leads back.` }),
  };
}
