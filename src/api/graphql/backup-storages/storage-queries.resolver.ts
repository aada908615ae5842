import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { keyOf } from '../../../kube/meta/index.js';
import { BackupStorage } from '../../../resources/backup-storage/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { StorageReader } from '../../../services/backup-storages/storage-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { connectionOf, countingOf, MAX_PAGE, pageQuery } from '../pages/connection-of.js';
import { withoutNulls } from '../pages/without-nulls.js';
import { viewOf } from '../view.js';
import { BackupStorageConnection, BackupStorageFilter } from './storage-connection.model.js';

const ALL_NAMESPACES = 'Only this namespace; every one that the caller may list when absent.';

@Resolver(() => BackupStorageConnection)
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

  @Query(() => BackupStorageConnection, { description: 'Storages that the caller may list, by namespace and name.' })
  async backupStorages(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { type: () => String, nullable: true, description: ALL_NAMESPACES }) namespace?: string | null,
    @Args('first', { type: () => Int, defaultValue: 50, description: `Storages a page, 1 to ${MAX_PAGE}.` }) first = 50,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of an earlier page.' })
    after?: string | null,
    @Args('filter', { type: () => BackupStorageFilter, nullable: true, description: 'Which of them.' })
    filter?: BackupStorageFilter | null,
  ): Promise<BackupStorageConnection> {
    const query = { ...withoutNulls(filter), ...pageQuery({ namespace, first, after }) };
    return connectionOf(await this.reader.list(caller, query), query, keyOf);
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'How many there are on all pages; counted only when asked for.',
  })
  async totalCount(
    @CurrentCaller() caller: Caller,
    @Parent() { query }: BackupStorageConnection,
  ): Promise<number | undefined> {
    return (await this.reader.list(caller, countingOf(query))).total;
  }
}
