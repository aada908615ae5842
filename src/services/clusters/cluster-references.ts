import { readinessOf, resolveSource, type BackupWorld } from '../../backups/index.js';
import { invalid } from '../../domain/validation/field-errors.js';
import { fieldProblemOf, type FieldProblem } from '../../domain/problem.js';
import type { Clock } from '../../kube/clock.js';
import type { FieldError } from '../../kube/schema/index.js';
import { takesBackups } from '../../providers/contract/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
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
      ...(storage ? this.problemsOfStorage(storage, cluster, world) : []),
      ...(source ? this.problemsOfSource(cluster, world) : []),
    ];
    return errors.map((error) => fieldProblemOf(error, cluster));
  }

  /** One that nobody has tried yet is waited for; one that is known to be of no use is refused. */
  private problemsOfStorage(name: string, { spec }: DatabaseCluster, world: BackupWorld): FieldError[] {
    const storage = world.storage(name);
    const { isThere, isTried, isReady, message } = readinessOf(name, storage);
    const isAwaited = isThere && !isTried;
    const problem = this.refusalOf(spec.engine, storage) ?? (isReady || isAwaited ? undefined : message);
    return problem === undefined
      ? []
      : [invalid(['spec', 'backup', 'storageRef', 'name'], problem, { badValue: name })];
  }

  /** A bucket can be well, and of a kind that the engine's operator cannot use. */
  private refusalOf(engine: string, storage: BackupStorage | undefined): string | undefined {
    const backups = this.rules.providers.find(engine)?.backups;
    return storage && backups && takesBackups(backups) ? backups.refuseStorage?.(storage) : undefined;
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
