import { resolveVersion } from '../../../domain/version.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ConfigParameter, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { ValidationContext } from '../../contract/index.js';

/** What the rules of the operator ask of a specification. */
export interface RuleInput {
  readonly cluster: DatabaseCluster;
  readonly context: ValidationContext;
  readonly config: readonly ConfigParameter[];
  /** The exact version that runs, as last observed. */
  readonly running?: string;
  /** The exact version that is asked for; undefined when the catalogue has none such, which is reported elsewhere. */
  readonly wanted?: string;
}

/** One rule of the operator's webhook, so that its refusal is known before anything is written. */
export type EngineRule = (input: RuleInput) => FieldError[];

export function ruleInputOf(cluster: DatabaseCluster, context: ValidationContext): RuleInput {
  const running = (context.previous ?? cluster).status?.version;
  const wanted = resolveVersion({ requested: cluster.spec.version, engine: context.engine, running })?.version;
  return { cluster, context, config: cluster.spec.config ?? [], running, wanted };
}

/** A setting by name, as PostgreSQL reads names: without case. */
export function settingOf({ config }: RuleInput, name: string): { value: string; index: number } | undefined {
  const index = config.findIndex((parameter) => parameter.name.toLowerCase() === name);
  const value = config[index]?.value;
  return value === undefined ? undefined : { value, index };
}

export const valuePath = (index: number): (string | number)[] => ['spec', 'config', index, 'value'];
