import type { Kafka, NodePool } from '../kafka.js';
import { clusterRules } from './cluster-rules.js';
import { configurationRules } from './configuration-rules.js';
import { listenerRules } from './listener-rules.js';
import { poolRules } from './pool-rules.js';
import type { Problem, ValidationRule } from './problem.js';

const RULES: readonly ValidationRule[] = [...poolRules, ...clusterRules, ...listenerRules, ...configurationRules];

export const brokersAskedFor = (pools: readonly NodePool[]): number =>
  pools.filter(({ spec }) => spec.roles.includes('broker')).reduce((sum, { spec }) => sum + spec.replicas, 0);

/** The first thing for which the operator gives up before it touches anything. It has no webhook: the API server lets all of it in. */
export function findProblem(kafka: Kafka, pools: readonly NodePool[]): Problem | undefined {
  const view = { kafka, pools, brokers: brokersAskedFor(pools) };
  for (const rule of RULES) {
    const [problem] = rule(view);
    if (problem) return problem;
  }
  return undefined;
}
