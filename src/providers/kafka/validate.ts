import type { FieldError } from '../../kube/schema/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { ValidationContext } from '../contract/index.js';
import { ruleInputOf, type EngineRule } from './validation/engine-rule.js';
import { checkCopies, checkForbiddenSettings, checkQuorums } from './validation/parameter-rules.js';
import { checkShrinking, checkStorageSize } from './validation/size-rules.js';

const RULES: readonly EngineRule[] = [
  checkShrinking,
  checkStorageSize,
  checkForbiddenSettings,
  checkCopies,
  checkQuorums,
];

/** Every problem that the operator would find in what we render, and those that it would not tell of. */
export function validateKafka(cluster: DatabaseCluster, context: ValidationContext): FieldError[] {
  const input = ruleInputOf(cluster, context);
  return RULES.flatMap((rule) => rule(input));
}
