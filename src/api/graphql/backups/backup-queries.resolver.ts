import { Args, Query, Resolver } from '@nestjs/graphql';
import { DatabaseBackup } from '../../../resources/database-backup/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { BACKUP_LIST } from '../../../services/backups/backup-list.js';
import { BackupReader } from '../../../services/backups/backup-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { connectionOf, queryOf } from '../pages/connection-of.js';
import type { Connection } from '../pages/list-models.js';
import { viewOf } from '../view.js';
import { BackupListArguments, DatabaseBackupConnection } from './backup-connection.model.js';

@Resolver()
export class BackupQueriesResolver {
  constructor(private readonly reader: BackupReader) {}

  @Query(() => DatabaseBackup, {
    nullable: true,
    description: 'One backup. Null, with the error `not_found`, when there is none.',
  })
  async backup(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'Its namespace.' }) namespace: string,
    @Args('name', { description: 'Its name.' }) name: string,
  ): Promise<DatabaseBackup> {
    return viewOf(await this.reader.get(caller, { namespace, name }));
  }

  @Query(() => DatabaseBackupConnection, { description: 'Backups that the caller may list.' })
  backups(@CurrentCaller() caller: Caller, @Args() args: BackupListArguments): Promise<Connection<DatabaseBackup>> {
    return connectionOf((query) => this.reader.list(caller, query), queryOf(BACKUP_LIST, args));
  }
}
