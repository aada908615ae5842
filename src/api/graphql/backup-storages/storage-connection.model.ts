import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { BACKUP_STORAGE_TYPE, BackupStorage, type BackupStorageType } from '../../../resources/backup-storage/index.js';
import type { StorageQuery } from '../../../services/backup-storages/storage-reader.js';
import type { Connection, Edge } from '../pages/connection-of.js';
import { PageInfo } from '../pages/page-info.model.js';

@InputType({ description: 'Which storages. Each list is an "or"; what is left out does not matter.' })
export class BackupStorageFilter {
  @Field(() => [BACKUP_STORAGE_TYPE.byGraphQlName], { nullable: true, description: 'Types.' })
  type?: BackupStorageType[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of storages.' })
  name?: string[] | null;
}

@ObjectType({ description: 'A storage and its place in a list.' })
export class BackupStorageEdge implements Edge<BackupStorage> {
  @Field({ description: 'Opaque; for `after`.' })
  cursor!: string;

  @Field(() => BackupStorage, { description: 'The storage.' })
  node!: BackupStorage;
}

@ObjectType({ description: 'A page of storages, by namespace and name.' })
export class BackupStorageConnection implements Connection<BackupStorage, StorageQuery> {
  @Field(() => [BackupStorageEdge], { description: 'The storages of this page.' })
  edges!: BackupStorageEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands.' })
  pageInfo!: PageInfo;

  /** What was asked for, so that the total can be counted if it is asked for too. */
  readonly query!: StorageQuery;
}
