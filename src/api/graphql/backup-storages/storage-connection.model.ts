import { ArgsType, InputType, ObjectType } from '@nestjs/graphql';
import { BackupStorage } from '../../../resources/backup-storage/index.js';
import { STORAGE_LIST } from '../../../services/backup-storages/storage-list.js';
import { FilterInputOf, sortEnumOf } from '../pages/filter-input.js';
import { ConnectionOf, EdgeOf, ListArgumentsOf } from '../pages/list-models.js';

@InputType({ description: 'Which storages. Each list is an "or"; what is left out does not matter.' })
export class BackupStorageFilter extends FilterInputOf(STORAGE_LIST) {}

const LIST = {
  filter: () => BackupStorageFilter,
  sort: sortEnumOf('BackupStorageSort', STORAGE_LIST),
  defaultSort: STORAGE_LIST.defaultSort,
};

@ObjectType({ description: 'A storage and its place in a list.' })
export class BackupStorageEdge extends EdgeOf(BackupStorage, 'The storage.') {}

@ObjectType({ description: 'A page of storages.' })
export class BackupStorageConnection extends ConnectionOf(BackupStorageEdge, 'The storages of this page.') {}

@ArgsType()
export class BackupStorageListArguments extends ListArgumentsOf({ ...LIST, items: 'Storages' }) {}
