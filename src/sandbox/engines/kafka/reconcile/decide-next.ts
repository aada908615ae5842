import { firstOf } from '../../mechanics/first-of.js';
import { ANNOTATION } from '../well-known.js';
import { findProblem } from '../validation/validate-kafka.js';
import { creatingStatus, fail, pausedStatus, succeed } from './fold-status.js';
import type { KafkaView } from './kafka-view.js';
import { awaitPods, cleanPods, spreadManualRolls, syncPodSets } from './rules/pods.js';
import { reportPools } from './rules/pools.js';
import { awaitListeners, provision, syncDeployments } from './rules/provision.js';
import { rebalanceAutomatically } from './rules/rebalance.js';
import { awaitReady, rollOut } from './rules/rollout.js';
import { dropClaims, syncClaims } from './rules/volumes.js';
import type { Rule, Step } from './step.js';

const announce: Rule = (view) =>
  view.kafka.status?.conditions ? undefined : { because: 'it is new', status: creatingStatus(view) };

const pause: Rule = (view) =>
  view.kafka.metadata.annotations?.[ANNOTATION.pause] === 'true'
    ? { because: 'a person paused it', status: pausedStatus(view), ends: true }
    : undefined;

const refuse: Rule = (view) => {
  const problem = findProblem(
    view.kafka,
    view.pools.map(({ pool }) => pool),
  );
  return problem && fail(view, problem);
};

/** The operator's round, in its order: the first rule with something to say decides. */
const RULES: readonly Rule[] = [
  pause,
  announce,
  refuse,
  cleanPods,
  spreadManualRolls,
  provision,
  syncClaims,
  reportPools,
  awaitListeners,
  syncPodSets,
  awaitPods,
  rollOut,
  awaitReady,
  dropClaims,
  syncDeployments,
  rebalanceAutomatically,
];

/**
 * One step towards what the Kafka asks for, from what there is: pure, so a table can hold every sequence. Undefined
 * when the operator must keep its hands off.
 */
export function decideNext(view: KafkaView): Step | undefined {
  if (view.kafka.metadata.deletionTimestamp) return undefined;
  return firstOf(RULES, (rule) => rule(view)) ?? succeed(view);
}
