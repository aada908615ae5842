import type { FieldError } from '../../../kube/schema/index.js';
import { invalid } from '../../../domain/validation/field-errors.js';
import type { ChildAction, CustomOperation, CustomParameter, Undo } from '../../contract/index.js';
import { EVERYBODY, fencingList, isFenced } from '../status/fencing.js';
import { CNPG_ANNOTATIONS } from '../upstream.js';
import { annotateOnce } from './actions.js';
import { byNumber } from '../../contract/objects/index.js';
import { defineOperation } from './define-operation.js';
import {
  isReady,
  mustBeMember,
  ROLLING,
  troubleWith,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import type { Situation } from './situation.js';

const MEMBER: CustomParameter = {
  name: 'member',
  type: 'String',
  required: true,
  description: 'Name of the member, such as orders-2.',
};
const PATH = ['spec', 'custom', 'parameters', 'member'] as const;

/** PostgreSQL is stopped and the pod stays, so that somebody can look at its data. */
export const fence: CustomOperation = {
  name: 'fence',
  description:
    'Stops PostgreSQL in one member and keeps its pod and volumes, so that they can be examined. Fencing the primary stops all writes: nobody takes over.',
  parameters: [MEMBER],
  ...defineOperation({
    ...ROLLING,
    disruption: (situation) => (memberOf(situation) === situation.baseline.primary ? 'Downtime' : 'Rolling'),
    validate: (situation) => [...mustExist(situation), ...mustBe(situation, false)],
    steps: (situation) => [fencing(situation)],
    warnings: (situation) => (memberOf(situation) === situation.baseline.primary ? [PRIMARY_WARNING] : []),
    judge: (situation) => judge(situation, true),
    undo: (situation) => undo(situation, false),
  }),
};

const PRIMARY_WARNING = 'It is the primary: nobody can write until it is unfenced, for no replica takes over.';

export const unfence: CustomOperation = {
  name: 'unfence',
  description: 'Lets PostgreSQL run again in a member that was fenced.',
  parameters: [MEMBER],
  ...defineOperation({
    ...ROLLING,
    disruption: 'None',
    validate: (situation) => [...mustExist(situation), ...mustBe(situation, true)],
    steps: (situation) => [unfencing(situation)],
    judge: (situation) => judge(situation, false),
    undo: (situation) => undo(situation, true),
  }),
};

const memberOf = ({ request }: Situation): string => request.spec.custom?.parameters?.member ?? '';

/** A parameter that is missing is told by its declaration. */
const mustExist = (situation: Situation): FieldError[] =>
  memberOf(situation) === '' ? [] : mustBeMember(situation, memberOf(situation), PATH);

function mustBe(situation: Situation, fenced: boolean): FieldError[] {
  const member = memberOf(situation);
  if (isFenced(situation.upstream, member) === fenced) return [];
  return [invalid(PATH, fenced ? 'is not fenced' : 'is fenced already', { badValue: member })];
}

function fencing(situation: Situation): Step {
  const member = memberOf(situation);
  const step = { name: 'FenceMember', target: member };
  if (!isFenced(situation.upstream, member)) return { ...step, state: 'Pending' };
  return isReady(situation, member)
    ? { ...step, state: 'Running', message: `PostgreSQL shuts down in ${member}.` }
    : { ...step, state: 'Done', message: `Member ${member} is fenced and serves nobody.` };
}

function unfencing(situation: Situation): Step {
  const member = memberOf(situation);
  const step = { name: 'UnfenceMember', target: member };
  if (isFenced(situation.upstream, member)) return { ...step, state: 'Pending' };
  if (isReady(situation, member)) return { ...step, state: 'Done', message: `Member ${member} serves again.` };
  return { ...step, state: 'Running', message: troubleWith(situation, member) ?? `PostgreSQL starts in ${member}.` };
}

function judge(situation: Situation, fenced: boolean): Finding {
  const member = memberOf(situation);
  const [step] = fenced ? [fencing(situation)] : [unfencing(situation)];
  const asks = `Asks the operator to ${fenced ? 'fence' : 'unfence'} ${member}.`;
  return {
    reached: fenced ? `Member ${member} is fenced.` : `Member ${member} is fenced no longer and ready.`,
    waitsFor: step.state === 'Done' ? undefined : (step.message ?? asks),
    actions: step.state === 'Pending' ? [setFenced(situation, fenced)] : [],
    settleSeconds: 5,
  };
}

/** The list is computed from the one that stands: at another version it would undo what somebody else has fenced. */
function setFenced(situation: Situation, fenced: boolean): ChildAction {
  const { upstream } = situation;
  const member = memberOf(situation);
  const others = listed(situation).filter((name) => name !== member);
  const list = fenced ? [...others, member].sort(byNumber) : others;
  const value = list.length > 0 ? JSON.stringify(list) : null;
  return annotateOnce(upstream, { [CNPG_ANNOTATIONS.fencedInstances]: value });
}

/** By name, so that one can be taken out of "all". */
function listed({ upstream, view }: Situation): string[] {
  const list = fencingList(upstream);
  return list.includes(EVERYBODY) ? view.members.map(({ name }) => name) : list;
}

function undo(situation: Situation, fenced: boolean): Undo {
  const member = memberOf(situation);
  const { state, message } = fenced ? fencing(situation) : unfencing(situation);
  if (state === 'Done') return { state: 'Done' };
  const actions = state === 'Pending' ? [setFenced(situation, fenced)] : [];
  return { state: 'Running', waitingFor: message ?? `Member ${member} is not as it was yet.`, actions };
}
