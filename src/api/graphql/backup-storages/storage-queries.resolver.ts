import { Args, Query, Resolver } from '@nestjs/graphql';
import { BackupStorage } from '../../../resources/backup-storage/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { STORAGE_LIST } from '../../../services/backup-storages/storage-list.js';
import { StorageReader } from '../../../services/backup-storages/storage-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { connectionOf, queryOf } from '../pages/connection-of.js';
import type { Connection } from '../pages/list-models.js';
import { viewOf } from '../view.js';
import { BackupStorageConnection, BackupStorageListArguments } from './storage-connection.model.js';

@Resolver()
export class StorageQueriesResolver {
  constructor(private readonly reader: StorageReader) {}

  @Query(() => BackupStorage, {
    nullable: true,
    description: 'One storage: where its bucket is, and whether it can be used. Null, with `not_found`, when absent.',
  })
  async backupStorage(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'Its namespace.' }) namespace: string,
    @Args('name', { description: 'Its name.' }) name: string,
  ): Promise<BackupStorage> {
    return viewOf(await this.reader.get(caller, { namespace, name }));
  }

  @Query(() => BackupStorageConnection, { description: 'Storages that the caller may list.' })
  backupStorages(
    @CurrentCaller() caller: Caller,
    @Args() args: BackupStorageListArguments,
  ): Promise<Connection<BackupStorage>> {
    return connectionOf((query) => this.reader.list(caller, query), queryOf(STORAGE_LIST, args));
  }
}
