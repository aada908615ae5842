import type { FieldError } from '../../kube/schema/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { ValidationContext } from '../contract/index.js';
import { ruleInputOf, type EngineRule } from './validation/engine-rule.js';
import { checkName } from './validation/name-rules.js';
import {
  checkParameterNames,
  checkParameterSpellings,
  checkWalLevel,
  checkWalLogHints,
} from './validation/parameter-rules.js';
import { checkPgbouncerSettings } from './validation/proxy-rules.js';
import { checkImageTag, checkMajor } from './validation/release-rules.js';
import { checkSharedBuffers, checkSizeSyntax, checkWalSizes } from './validation/size-rules.js';

const RULES: readonly EngineRule[] = [
  checkName,
  checkImageTag,
  checkMajor,
  checkParameterNames,
  checkParameterSpellings,
  checkWalLevel,
  checkWalLogHints,
  checkSizeSyntax,
  checkWalSizes,
  checkSharedBuffers,
  checkPgbouncerSettings,
];

/** Every problem that the operator's webhooks would find in what we render, blamed on the field that the user wrote. */
export function validatePostgresql(cluster: DatabaseCluster, context: ValidationContext): FieldError[] {
  const input = ruleInputOf(cluster, context);
  return RULES.flatMap((rule) => rule(input));
}
