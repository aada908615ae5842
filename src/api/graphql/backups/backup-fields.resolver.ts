import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { BackupStorage } from '../../../resources/backup-storage/index.js';
import { DatabaseBackup } from '../../../resources/database-backup/index.js';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { StorageReader } from '../../../services/backup-storages/storage-reader.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { viewOf } from '../view.js';

/** What a backup has in GraphQL beside the fields of its custom resource. */
@Resolver(() => DatabaseBackup)
export class BackupFieldsResolver {
  constructor(
    private readonly clusters: ClusterReader,
    private readonly storages: StorageReader,
  ) {}

  @ResolveField(() => DatabaseCluster, {
    nullable: true,
    description: 'The cluster that it is of. Null, with an error, when gone or not for the caller to see.',
  })
  async cluster(
    @CurrentCaller() caller: Caller,
    @Parent() { metadata, spec }: DatabaseBackup,
  ): Promise<DatabaseCluster> {
    const key = { namespace: metadata.namespace!, name: spec.clusterRef.name };
    return viewOf(await this.clusters.get(caller, key));
  }

  @ResolveField(() => BackupStorage, {
    nullable: true,
    description:
      'The storage that it is in. Null until that is settled; null, with an error, when gone or not for the caller to see.',
  })
  async storage(
    @CurrentCaller() caller: Caller,
    @Parent() { metadata, spec, status }: DatabaseBackup,
  ): Promise<BackupStorage | undefined> {
    const name = status?.storage ?? spec.storageRef?.name;
    return name === undefined
      ? undefined
      : viewOf(await this.storages.get(caller, { namespace: metadata.namespace!, name }));
  }
}
