import type { FieldError } from '../kube/schema/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';
import { checkExpose, checkProxy } from './validation/access-rules.js';
import { checkBackup } from './validation/backup-rules.js';
import type { ClusterRule, ClusterRuleContext } from './validation/cluster-rule.js';
import { notSupported } from './validation/field-errors.js';
import { checkConfig, checkProxyConfig } from './validation/parameter-rules.js';
import { checkWalStorage } from './validation/storage-rules.js';
import { checkPowerState, checkSharding, checkSize } from './validation/topology-rules.js';
import { checkVersion } from './validation/version-rules.js';

export type { ClusterRuleContext } from './validation/cluster-rule.js';

const RULES: readonly ClusterRule[] = [
  checkVersion,
  checkSize,
  checkSharding,
  checkPowerState,
  checkWalStorage,
  checkConfig,
  checkProxy,
  checkProxyConfig,
  checkExpose,
  checkBackup,
];

/**
 * Every problem that the catalogue tells and the schema cannot, in the order of the spec's fields; what only one engine
 * knows is its provider's. The API and the reconciler call this very function, so they never disagree.
 */
export function validateCluster(cluster: DatabaseCluster, context: ClusterRuleContext): FieldError[] {
  return RULES.flatMap((rule) => rule(cluster, context));
}

/** What to say of an engine that is not in `known`: there is no catalogue to judge the rest by. */
export function unknownEngine(engine: string, known: readonly string[]): FieldError {
  const detail = known.length > 0 ? 'no such engine is installed' : 'no engine is installed yet';
  return notSupported(['spec', 'engine'], detail, { badValue: engine, allowed: [...known].sort() });
}
