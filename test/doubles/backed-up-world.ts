import { foldSchedules } from '../../src/backups/index.js';
import type { DatabaseBackup } from '../../src/resources/database-backup/index.js';
import type { BackupSchedule, DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import { aBackupStorage } from '../builders/backup-storage.js';
import { aUsableBackup } from '../builders/database-backup.js';
import { aRunningCluster, OperationWorld } from './operation-world.js';
import { WidgetDriver } from './widget-driver.js';

export const EARLIER = aUsableBackup({ name: 'earlier' });
export const ARCHIVE = EARLIER.status!.archive!;

/** A cluster that has a backup in a bucket which can be used, of an engine that takes backups as it is told. */
export class BackedUpWorld extends OperationWorld {
  readonly engine = new WidgetDriver();

  constructor(cluster: DatabaseCluster = aBackedUpCluster()) {
    super(cluster);
    this.driver = this.engine.driver;
    this.setStorage('True', 'It can be written to.');
    this.backups.put(EARLIER);
  }

  setStorage(status: 'True' | 'False', message: string): void {
    const lastTransitionTime = '2026-01-01T00:00:00Z';
    const ready = { type: 'Ready', status, reason: 'Probed', message, lastTransitionTime };
    this.storages.put(aBackupStorage({}, { status: { conditions: [ready] } }));
  }

  want(...backups: DatabaseBackup[]): this {
    this.backups.put(...backups);
    return this;
  }

  /** Of all but the earlier one. */
  get names(): string[] {
    const names = this.backups.store.list().map(({ metadata }) => metadata.name);
    return names.filter((name) => name !== EARLIER.metadata.name);
  }

  backup(name: string): DatabaseBackup | undefined {
    return this.backups.store.get({ namespace: 'team-a', name });
  }

  statusOf(name: string): NonNullable<DatabaseBackup['status']> {
    return this.backup(name)!.status!;
  }

  editBackup(name: string, patch: object): void {
    this.editIn(this.backups, this.backup(name)!, patch);
  }

  /** What the operator says of it. */
  async tell(name: string, phase: 'running' | 'done' | 'failed'): Promise<this> {
    this.editIn(this.widgets, this.widget(name)!, { status: { phase } });
    return this.settle();
  }

  /** The cluster's own loop writes down where its schedules stand. */
  async fold(): Promise<this> {
    const schedules = foldSchedules(this.cluster, this.backups.store.list(), this.clock.now());
    this.edit({ status: { backup: { schedules } } });
    return this.settle();
  }
}

export function aBackedUpCluster(
  schedules: readonly BackupSchedule[] = [],
  changes: Partial<DatabaseCluster> = {},
): DatabaseCluster {
  const cluster = aRunningCluster();
  return {
    ...cluster,
    spec: { ...cluster.spec, backup: { storageRef: { name: 'main' }, schedules: [...schedules] } },
    status: { ...cluster.status, version: '17.6', backup: { storage: 'main', archive: ARCHIVE } },
    ...changes,
  };
}
