import type { Disruption } from '../../../resources/ops-request/index.js';
import type { Undo } from '../../contract/index.js';
import { coversDesired } from '../../../kube/writes/index.js';
import {
  applySettings,
  changedSettings,
  judgeSettings,
  primaryLast,
  restartForSettings,
  RECONFIGURING,
  undoneByOperator,
  unlistedSettings,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { postgresqlOf } from '../steps/engine.js';
import { configOf, RENDERED_CONFIG, serializeConfig } from '../steps/rollout.js';
import { restartNeedOf, type RestartNeed } from './changed-settings.js';
import { defineOperation } from './define-operation.js';
import { nobodyFenced } from './member-rules.js';
import { movedPrimary } from './rolling.js';
import type { Situation } from './situation.js';

/** The operator reloads what can be reloaded, and restarts members for the rest. */
export const reconfiguring = defineOperation({
  ...RECONFIGURING,
  disruption,
  validate: nobodyFenced,
  steps: (situation) => [
    applySettings(isAskedFor(situation)),
    ...restartOrder(situation).map((member) => restartForSettings(situation, member, isAskedFor(situation))),
  ],
  restarts: restartOrder,
  warnings,
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
  const order = primaryLast(situation);
  return need === 'primary first' ? [...order.slice(-1), ...order.slice(0, -1)] : order;
}

function warnings(situation: Situation): string[] {
  const names = unlistedSettings(situation);
  const perhaps = `The catalogue does not know ${names}: if PostgreSQL reads it at its start only, every member restarts.`;
  const lowered = 'A setting that replicas must not exceed is lowered, so the primary restarts first, in its place.';
  return [...(names === undefined ? [] : [perhaps]), ...(needOf(situation) === 'primary first' ? [lowered] : [])];
}

/** The applier notes what it has rendered; the live settings also hold the defaults of the operator. */
function isAskedFor({ upstream, cluster }: Situation): boolean {
  const config = configOf(cluster);
  const isRendered = upstream.metadata.annotations?.[RENDERED_CONFIG] === serializeConfig(config);
  return isRendered && coversDesired(upstream.spec.postgresql, postgresqlOf(config));
}

function judge(situation: Situation, steps: readonly Step[]): Finding {
  return {
    ...judgeSettings(situation, isAskedFor(situation)),
    settleSeconds: settleSeconds(needOf(situation), steps),
    result: movedPrimary(situation),
  };
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
