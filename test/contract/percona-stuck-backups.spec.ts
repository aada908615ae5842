import { ARCHIVE_ANNOTATIONS } from '../../src/providers/contract/archives/index.js';
import { takesBackups, type BackupDriver, type ChildAction } from '../../src/providers/contract/index.js';
import { MONGODB } from '../../src/providers/mongodb/dialect.js';
import { MongodbProvider } from '../../src/providers/mongodb/provider.js';
import { PSMDB, PSMDB_BACKUP } from '../../src/providers/mongodb/upstream.js';
import type { BackupRun, BackupTarget } from '../../src/reconcilers/database-backup/backup-run.js';
import type { BackupWriter } from '../../src/reconcilers/database-backup/backup-writer.js';
import { retire } from '../../src/reconcilers/database-backup/moves/let-go.js';
import { take } from '../../src/reconcilers/database-backup/moves/take.js';
import { BACKUP_FINALIZER } from '../../src/domain/naming.js';
import type { DatabaseBackup, DatabaseBackupStatus } from '../../src/resources/database-backup/index.js';
import { aDatabaseBackup } from '../builders/database-backup.js';
import { aClusterThatRan } from '../builders/database-cluster.js';
import { ObservedObjects } from '../builders/observed.js';
import { BACKED_UP, BackedUpEngine, folderOf } from '../builders/percona-backups.js';
import { aReconcileContext } from '../builders/reconcile-context.js';
import { ManualClock } from '../doubles/manual-clock.js';

const DAY_MS = 86_400_000;

/** Agents that are gone leave a backup in a state that nothing ever leads out of, and nobody else is backed up meanwhile. */
class StuckBackup {
  readonly clock = new ManualClock();
  readonly actions: ChildAction[] = [];
  private backup: DatabaseBackup;
  private readonly target: BackupTarget;

  constructor(state: string) {
    const provider = new MongodbProvider();
    const engine = new BackedUpEngine(provider, MONGODB);
    const owner = { apiVersion: 'dbaas.io/v1alpha1', kind: 'DatabaseBackup', name: 'orders-1', uid: 'uid-orders-1' };
    const annotations = { [ARCHIVE_ANNOTATIONS.archive]: folderOf('8.0') };
    const asked = engine.backup({ ownerReferences: [owner], annotations }, { state });
    const observed = new ObservedObjects().with(PSMDB, engine.standing()).with(PSMDB_BACKUP, asked);
    const cluster = aClusterThatRan({ engine: 'mongodb', ...BACKED_UP });
    this.target = { cluster, driver: driverOf(provider), observed } as unknown as BackupTarget;
    this.backup = aDatabaseBackup({
      metadata: { finalizers: [BACKUP_FINALIZER] },
      status: { phase: 'Running', startedAt: this.clock.now().toISOString() },
    });
  }

  get status(): DatabaseBackupStatus {
    return this.backup.status!;
  }

  /** One look; resolves with the time until the next. */
  look(): Promise<number> {
    return take(this.run(), this.target, this.writer());
  }

  letGo(): Promise<number> {
    return retire(this.run(), this.target, this.writer());
  }

  private run(): BackupRun {
    return { ctx: aReconcileContext(), backup: this.backup, nowMs: this.clock.now().getTime() };
  }

  private writer(): BackupWriter {
    const write = (_run: BackupRun, status: DatabaseBackupStatus): Promise<void> => {
      this.backup = { ...this.backup, status };
      return Promise.resolve();
    };
    const act = (_run: BackupRun, actions: readonly ChildAction[]): Promise<void> => {
      this.actions.push(...actions);
      return Promise.resolve();
    };
    return { report: write, tell: write, act, letGo: () => Promise.resolve() } as unknown as BackupWriter;
  }
}

function driverOf({ backups }: MongodbProvider): BackupDriver {
  if (!takesBackups(backups)) throw new Error(backups.unsupported);
  return backups;
}

it.each([
  { state: '', says: 'The operator has been asked for it.' },
  { state: 'waiting', says: 'The operator has it in its queue.' },
  { state: 'requested', says: 'The agents have been asked for it.' },
  { state: 'running', says: 'The agents take it.' },
])(
  'a backup that stays "$state" is given up after a day, and taken away from the operator',
  async ({ state, says }) => {
    const stuck = new StuckBackup(state);
    expect(await stuck.look()).toBe(30_000);
    await stuck.clock.advance(DAY_MS - 1000);
    expect(await stuck.look()).toBe(1000);
    expect(stuck.status).toMatchObject({ phase: 'Running', message: says });
    await stuck.clock.advance(1000);
    await stuck.look();
    const message = `It was not done within 86400 s. ${says}`;
    expect(stuck.status).toMatchObject({ phase: 'Failed', reason: 'Timeout', message });
    await stuck.letGo();
    expect(stuck.actions).toMatchObject([{ do: 'delete', type: PSMDB_BACKUP, key: { name: 'orders-1' } }]);
  },
);
