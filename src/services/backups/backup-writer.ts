import { usersOfBackup, type ClusterCaches } from '../../caches/index.js';
import type { KubeClient } from '../../kube/client/index.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../resources/database-backup/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { asProblems } from '../kube-problems.js';
import { deleteObject } from '../writing/delete-object.js';
import { refuseInUse } from '../writing/in-use.js';
import { IntentWriter, type IntentWrite } from '../writing/intent-writer.js';
import { judgeBySchema } from '../writing/judge-by-schema.js';
import { onceOnly, replayOf } from '../writing/once-only.js';
import type { BackupAccess } from './backup-access.js';
import { readBackupDraft, withClusterLabel, type BackupPlace } from './backup-draft.js';
import type { BackupJudge } from './backup-judge.js';

export interface BackupOptions {
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string;
}

export interface BackupWrite {
  readonly write: IntentWrite<DatabaseBackup>;
  /** The very same request came before, and this is what came of it. */
  readonly isReplay: boolean;
}

export interface BackupWriterParts {
  readonly client: KubeClient;
  readonly caches: ClusterCaches;
  readonly access: BackupAccess;
  readonly judge: BackupJudge;
}

/** Asks for backups, and takes them off the list. */
export class BackupWriter {
  readonly #intents: IntentWriter<DatabaseBackup>;

  constructor(private readonly parts: BackupWriterParts) {
    this.#intents = new IntentWriter(parts.client, parts.caches.backups, DATABASE_BACKUP);
  }

  async create(
    caller: Caller,
    place: BackupPlace,
    body: unknown,
    { dryRun, idempotencyKey }: BackupOptions,
  ): Promise<BackupWrite> {
    const { namespace } = place;
    await this.parts.access.requireCreate(caller, namespace);
    await this.parts.judge.requireCluster(caller, place);
    const { backup, mark } = readBackupDraft(caller, place, body, idempotencyKey);
    // What was refused for its form has left nothing behind.
    const isSound = judgeBySchema(DATABASE_BACKUP, backup).problems.length === 0;
    const key = { namespace, name: backup.metadata.name };
    const outcome = await onceOnly(
      () => this.createNew(caller, backup, dryRun),
      async () =>
        mark && isSound ? replayOf<DatabaseBackup>(this.parts.client, DATABASE_BACKUP, key, mark) : undefined,
    );
    if ('made' in outcome) return { write: outcome.made, isReplay: false };
    return { write: { object: outcome.replayed, changes: [] }, isReplay: true };
  }

  /** What is left of it, or undefined when it is gone; the data in the bucket is the retention's. */
  async delete(
    caller: Caller,
    key: NamespacedKey,
    { dryRun }: { readonly dryRun?: boolean } = {},
  ): Promise<DatabaseBackup | undefined> {
    await this.parts.access.require(caller, 'delete', key);
    const backup = await asProblems(() => this.parts.client.get<DatabaseBackup>(DATABASE_BACKUP, key));
    if (!backup.metadata.deletionTimestamp) refuseInUse(backup, usersOfBackup(this.parts.caches, key));
    return deleteObject(this.parts.client, DATABASE_BACKUP, backup, dryRun);
  }

  private async createNew(
    caller: Caller,
    backup: DatabaseBackup,
    dryRun: boolean | undefined,
  ): Promise<IntentWrite<DatabaseBackup>> {
    await this.parts.judge.judge(caller, backup);
    return this.#intents.create(withClusterLabel(backup), dryRun);
  }
}
