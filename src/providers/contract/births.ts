import { reasonOf } from '../../domain/errors.js';
import { credentialsSecretName } from '../../domain/naming.js';
import type { ResourceType } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Observed } from './observed.js';
import type { OperatorInfo, Requeue } from './provider.js';

/** What every engine looks at before it makes anything. */

const LOOK_AGAIN_MS = 30_000;

/** Nothing can be asked of an operator whose kinds are not served. `lack` is what may be wrong beside its absence. */
export function operatorAbsent(
  observed: Observed,
  { name }: OperatorInfo,
  kinds: readonly ResourceType[],
  lack = 'is not installed',
): Requeue | undefined {
  if (kinds.every((type) => observed.serves(type))) return undefined;
  const message = `The operator ${name} ${lack}; install it, and the database is created by itself.`;
  return { reason: reasonOf('operator_not_installed'), message, afterMs: LOOK_AGAIN_MS };
}

/**
 * An operator would take such volumes for its own, and start the old database in place of a new one. `secrets` are those
 * that it would take as well: passwords of data that is no more.
 */
export function volumesLeftOver(
  { metadata }: Pick<DatabaseCluster, 'metadata'>,
  claims: readonly string[],
  secrets: readonly string[] = [],
): Requeue | undefined {
  if (claims.length === 0) return undefined;
  const bindings = [credentialsSecretName(metadata.name), ...secrets].sort();
  const message =
    `Volumes of an earlier database of this name exist (${[...claims].sort().join(', ')}). Choose another name; or, if ` +
    `their data is no longer wanted, delete the volume claims and these Secrets: ${bindings.join(', ')}.`;
  return { reason: reasonOf('name_taken'), message, afterMs: LOOK_AGAIN_MS };
}
