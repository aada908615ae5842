import { ArgsType, InputType, ObjectType } from '@nestjs/graphql';
import { DatabaseBackup } from '../../../resources/database-backup/index.js';
import { BACKUP_LIST } from '../../../services/backups/backup-list.js';
import { FilterInputOf, sortEnumOf } from '../pages/filter-input.js';
import { ConnectionOf, EdgeOf, ListArgumentsOf, PageArgumentsOf } from '../pages/list-models.js';
import { ChangeArgumentsOf } from '../streams/change-arguments.js';

@InputType({ description: 'Which backups. Each list is an "or"; what is left out does not matter.' })
export class BackupFilter extends FilterInputOf(BACKUP_LIST) {}

const LIST = {
  filter: () => BackupFilter,
  sort: sortEnumOf('BackupSort', BACKUP_LIST),
  defaultSort: BACKUP_LIST.defaultSort,
};

@ObjectType({ description: 'A backup and its place in a list.' })
export class DatabaseBackupEdge extends EdgeOf(DatabaseBackup, 'The backup.') {}

@ObjectType({ description: 'A page of backups.' })
export class DatabaseBackupConnection extends ConnectionOf(DatabaseBackupEdge, 'The backups of this page.') {}

@ArgsType()
export class BackupListArguments extends ListArgumentsOf({ ...LIST, items: 'Backups' }) {}

@ArgsType()
export class BackupsOfClusterArguments extends PageArgumentsOf({
  ...LIST,
  items: 'Backups',
  which: 'Which; `cluster` is this one.',
}) {}

@ArgsType()
export class BackupChangeArguments extends ChangeArgumentsOf(() => BackupFilter, { one: 'backup', many: 'backups' }) {}
