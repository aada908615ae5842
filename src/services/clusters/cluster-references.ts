import { readinessOf, resolveSource, type BackupWorld } from '../../backups/index.js';
import { invalid } from '../../domain/validation/field-errors.js';
import { fieldProblemOf, type FieldProblem } from '../../domain/problem.js';
import type { Clock } from '../../kube/clock.js';
import type { FieldError } from '../../kube/schema/index.js';
import type { DatabaseCluster, DataSource } from '../../resources/database-cluster/index.js';
import type { Caller } from '../auth/caller.js';
import type { BackupSight, References } from '../backups/backup-sight.js';
import type { IntentRules } from './validate-intent.js';

/** What a cluster refers to is there, can be used, and is for its caller to see. */
export class ClusterReferences {
  constructor(
    private readonly sight: BackupSight,
    private readonly rules: IntentRules,
    private readonly clock: Clock,
  ) {}

  /** Every problem with what the cluster names anew; it has been judged by schema and engine. */
  async problemsOf(caller: Caller, cluster: DatabaseCluster, previous?: DatabaseCluster): Promise<FieldProblem[]> {
    const storage = newStorageOf(cluster, previous);
    // Read once, when the database is made: later it means nothing.
    const source = previous ? undefined : cluster.spec.dataSource;
    if (!storage && !source) return [];
    const world = await this.sight.seenBy(caller, cluster.metadata.namespace!, referencesOf(storage, source));
    const errors = [
      ...(storage ? problemsOfStorage(storage, world) : []),
      ...(source ? this.problemsOfSource(cluster, world) : []),
    ];
    return errors.map((error) => fieldProblemOf(error, cluster));
  }

  private problemsOfSource(cluster: DatabaseCluster, world: BackupWorld): FieldError[] {
    const { engine, dataSource } = cluster.spec;
    const provider = this.rules.providers.find(engine);
    const catalogue = this.rules.engineNamed(engine);
    // Without them, or with a source that is none, the cluster has been refused.
    if (!provider || !catalogue || !namesAny(dataSource!)) return [];
    const at = ['spec', 'dataSource'];
    const input = { cluster, catalogue, provider, world, now: this.clock.now(), at };
    const verdict = resolveSource(dataSource!, input);
    return 'problem' in verdict ? [verdict.problem] : [];
  }
}

const namesAny = ({ backupRef, clusterRef, storage }: DataSource): boolean =>
  (backupRef ?? clusterRef ?? storage) !== undefined;

const referencesOf = (storage: string | undefined, source: DataSource | undefined): References => ({
  backup: source?.backupRef?.name,
  cluster: source?.clusterRef?.name,
  storages: [storage, source?.storage?.storageRef.name],
});

/** A storage that is in use already may be in trouble: that keeps nobody from other changes. */
function newStorageOf({ spec }: DatabaseCluster, previous: DatabaseCluster | undefined): string | undefined {
  const name = spec.backup?.storageRef.name;
  return name === previous?.spec.backup?.storageRef.name ? undefined : name;
}

function problemsOfStorage(name: string, world: BackupWorld): FieldError[] {
  const { isReady, message } = readinessOf(name, world.storage(name));
  return isReady ? [] : [invalid(['spec', 'backup', 'storageRef', 'name'], message, { badValue: name })];
}
