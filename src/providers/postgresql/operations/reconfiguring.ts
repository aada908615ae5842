import type { Disruption } from '../../../resources/ops-request/index.js';
import type { Undo } from '../../contract/index.js';
import { coversDesired } from '../../../kube/writes/index.js';
import { configOf, RENDERED_CONFIG, serializeConfig } from '../steps/rollout.js';
import { postgresqlOf } from '../steps/engine.js';
import { restartNeedOf, type RestartNeed } from './changed-settings.js';
import { defineOperation } from './define-operation.js';
import { changedSettings, ROLLING, settingsBefore, type Finding, type Step } from '../../contract/operations/index.js';
import { nobodyFenced } from './member-rules.js';
import { undoneByOperator } from './report.js';
import { movedPrimary, rollingOrder } from './rolling.js';
import { isNewPod, isReady, podOf, troubleWith, whyNotWhole, type Situation } from './situation.js';

/** A member that crashes with the new settings is known within minutes. */
const STALL_SECONDS = 600;

/** The operator reloads what can be reloaded, and restarts members for the rest. */
export const reconfiguring = defineOperation({
  ...ROLLING,
  stallSeconds: STALL_SECONDS,
  disruption,
  validate: nobodyFenced,
  steps: (situation) => [
    applying(situation),
    ...restartOrder(situation).map((member) => restarting(situation, member)),
  ],
  restarts: restartOrder,
  warnings,
  baseline: settingsBefore,
  judge,
  undo,
});

const needOf = (situation: Situation): RestartNeed => restartNeedOf(changedSettings(situation));

function disruption(situation: Situation): Disruption {
  const need = needOf(situation);
  if (need === 'none') return 'None';
  return need === 'primary first' || situation.baseline.members.length === 1 ? 'Downtime' : 'Rolling';
}

function restartOrder(situation: Situation): string[] {
  const need = needOf(situation);
  if (need === 'none' || need === 'unknown') return [];
  const order = rollingOrder(situation);
  return need === 'primary first' ? [...order.slice(-1), ...order.slice(0, -1)] : order;
}

function warnings(situation: Situation): string[] {
  const unlisted = changedSettings(situation).filter(({ listed }) => !listed);
  const names = unlisted.map(({ name }) => name).join(', ');
  const perhaps = `The catalogue does not know ${names}: if PostgreSQL reads it at its start only, every member restarts.`;
  const lowered = 'A setting that replicas must not exceed is lowered, so the primary restarts first, in its place.';
  return [...(unlisted.length > 0 ? [perhaps] : []), ...(needOf(situation) === 'primary first' ? [lowered] : [])];
}

/** The applier notes what it has rendered; the live settings also hold the defaults of the operator. */
function isAskedFor({ upstream, cluster }: Situation): boolean {
  const config = configOf(cluster);
  const isRendered = upstream.metadata.annotations?.[RENDERED_CONFIG] === serializeConfig(config);
  return isRendered && coversDesired(upstream.spec.postgresql, postgresqlOf(config));
}

function applying(situation: Situation): Step {
  const step = { name: 'ApplySettings' };
  if (!isAskedFor(situation)) return { ...step, state: 'Pending' };
  return { ...step, state: 'Done', message: 'The operator has the new settings.' };
}

function restarting(situation: Situation, member: string): Step {
  const step = { name: 'RestartMember', target: member };
  const pod = podOf(situation, member);
  const isReplaced = pod !== undefined && isNewPod(situation, pod);
  if (isReplaced && isReady(situation, member)) {
    return { ...step, state: 'Done', message: `Member ${member} runs with the new settings.` };
  }
  if (isReplaced || !pod || pod.metadata.deletionTimestamp !== undefined) {
    return { ...step, state: 'Running', message: troubleWith(situation, member) ?? `Member ${member} is restarting.` };
  }
  // A restart inside its pod leaves no trace, and a value that was in force already needs none.
  const isSettled = isAskedFor(situation) && whyNotWhole(situation) === undefined;
  return isSettled
    ? { ...step, state: 'Skipped', message: `Member ${member} keeps its pod.` }
    : { ...step, state: 'Pending', message: troubleWith(situation, member) };
}

function judge(situation: Situation, steps: readonly Step[]): Finding {
  const isAsked = isAskedFor(situation);
  return {
    reached: sayReached(situation),
    waitsFor: isAsked ? whyNotWhole(situation) : 'Waits for the operator to be asked for the new settings.',
    settleSeconds: settleSeconds(needOf(situation), steps),
    result: movedPrimary(situation),
  };
}

function sayReached(situation: Situation): string {
  const names = changedSettings(situation).map(({ name }) => name);
  return names.length > 0 ? `In force: ${names.join(', ')}.` : 'Every setting had the value already.';
}

/**
 * A reload moves nothing that can be seen, and the operator may take its time before it finds that a restart is needed:
 * what new pods do not prove must be quiet for longer.
 */
function settleSeconds(need: RestartNeed, steps: readonly Step[]): number {
  const isProven = steps.some(({ target }) => target !== undefined) && steps.every(({ state }) => state === 'Done');
  if (isProven) return 5;
  return need === 'none' ? 20 : 60;
}

function undo(situation: Situation): Undo {
  return undoneByOperator(situation, { arrived: isAskedFor(situation) });
}
