import { ArgsType, Field, InputType, ObjectType } from '@nestjs/graphql';
import { BACKUP_STORAGE_TYPE, BackupStorage, type BackupStorageType } from '../../../resources/backup-storage/index.js';
import { ConnectionOf, EdgeOf, ListArgumentsOf } from '../pages/list-models.js';

@InputType({ description: 'Which storages. Each list is an "or"; what is left out does not matter.' })
export class BackupStorageFilter {
  @Field(() => [BACKUP_STORAGE_TYPE.byGraphQlName], { nullable: true, description: 'Types.' })
  type?: BackupStorageType[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of storages.' })
  name?: string[] | null;
}

@ObjectType({ description: 'A storage and its place in a list.' })
export class BackupStorageEdge extends EdgeOf(BackupStorage, 'The storage.') {}

@ObjectType({ description: 'A page of storages, by namespace and name.' })
export class BackupStorageConnection extends ConnectionOf(BackupStorageEdge, 'The storages of this page.') {}

@ArgsType()
export class BackupStorageListArguments extends ListArgumentsOf(() => BackupStorageFilter, { items: 'Storages' }) {}
