import type { DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import { stableHash } from '../../kube/writes/index.js';

type WithConfig = Pick<DatabaseClusterSpec, 'config'>;

/** Of the server alone: clients and tools have sections of their own. In the order of names, so that it says the same. */
export function myCnfOf({ config = [] }: WithConfig): string | undefined {
  if (config.length === 0) return undefined;
  const lines = config.map(({ name, value }) => `${name} = ${value}`).sort();
  return ['[mariadb]', ...lines, ''].join('\n');
}

export const configHashOf = (spec: WithConfig): string => stableHash(myCnfOf(spec) ?? '');
