import { Args, Resolver, Subscription } from '@nestjs/graphql';
import { DatabaseBackup } from '../../../resources/database-backup/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { BackupWatcher } from '../../../services/backups/backup-watcher.js';
import { CurrentCaller } from '../../common/caller.js';
import { changesOf } from '../streams/changes-of.js';
import { BackupChangeArguments } from './backup-connection.model.js';

@Resolver()
export class BackupSubscriptionsResolver {
  constructor(private readonly watcher: BackupWatcher) {}

  @Subscription(() => DatabaseBackup, {
    resolve: (backup: DatabaseBackup) => backup,
    description:
      'Backups as they are now, then each change. A slow reader gets the latest state of each, not every state. With `namespace` and `name` it ends when the backup is deleted, after its last state.',
  })
  backupChanged(
    @CurrentCaller() caller: Caller,
    @Args() chosen: BackupChangeArguments,
  ): AsyncIterableIterator<DatabaseBackup> {
    return changesOf(this.watcher, caller, chosen);
  }
}
