import type { CustomOperation } from '../../contract/index.js';
import { CNPG_ANNOTATIONS } from '../upstream.js';
import { annotate } from './actions.js';
import { defineOperation } from './define-operation.js';
import { PROMPT, type Finding, type Step } from '../../contract/operations/index.js';
import type { Situation } from './situation.js';

/** The operator goes over everything again: settings, certificates, passwords. */
export const reload: CustomOperation = {
  name: 'reload',
  description: 'Makes the operator read settings, certificates and passwords again, and hand them to every member.',
  parameters: [],
  ...defineOperation({
    ...PROMPT,
    disruption: 'None',
    steps: (situation) => [stepOf(situation)],
    judge,
    undo: () => ({ state: 'Done', stays: 'What was read again stays in force.' }),
  }),
};

const isAsked = ({ upstream, request }: Situation): boolean =>
  upstream.metadata.annotations?.[CNPG_ANNOTATIONS.reloadedAt] === request.status?.startedAt &&
  request.status?.startedAt !== undefined;

function stepOf(situation: Situation): Step {
  const step = { name: 'Reload' };
  return isAsked(situation)
    ? { ...step, state: 'Done', message: 'The operator was asked to go over the database again.' }
    : { ...step, state: 'Pending' };
}

/** Nothing shows when it has: a while without trouble must do. */
function judge(situation: Situation): Finding {
  const { upstream, request } = situation;
  const { startedAt } = request.status ?? {};
  const isNeeded = !isAsked(situation) && startedAt !== undefined;
  return {
    reached: 'The operator has gone over the database again, and every member is ready.',
    waitsFor: isAsked(situation) ? situation.whyNotWhole : 'Asks the operator to go over the database again.',
    actions: isNeeded ? [annotate(upstream, { [CNPG_ANNOTATIONS.reloadedAt]: startedAt })] : [],
    settleSeconds: 20,
  };
}
