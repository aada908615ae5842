import { ProblemError } from '../../domain/problem.js';
import type { KubeClient } from '../../kube/client/index.js';
import { changesOf, ownedElsewhere } from '../../operations/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../resources/database-cluster/index.js';
import { asProblems } from '../kube-problems.js';
import type { JudgedOperation } from './operation-judge.js';

/**
 * A delivery tool would put its fields back to what it takes its state from: the change belongs there.
 * @throws ProblemError `field_managed_elsewhere` with the patch to commit.
 */
export async function refuseForeignFields(
  client: KubeClient,
  { input, intent }: JudgedOperation,
  managers: readonly string[],
): Promise<void> {
  if (!intent || changesOf(intent).length === 0) return;
  const { namespace, name } = input.cluster.metadata;
  // Caches do not keep who owns which field.
  const live = await asProblems(() => client.get<DatabaseCluster>(DATABASE_CLUSTER, { namespace, name }));
  const foreign = ownedElsewhere(live, intent, managers);
  if (foreign) throw new ProblemError('field_managed_elsewhere', foreign.message);
}
