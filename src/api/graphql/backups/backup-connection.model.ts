import { ArgsType, Field, InputType, ObjectType } from '@nestjs/graphql';
import {
  BACKUP_ORIGIN,
  BACKUP_PHASE,
  DatabaseBackup,
  type BackupOrigin,
  type BackupPhase,
} from '../../../resources/database-backup/index.js';
import { DateTime, defineEnum } from '../../../resources/declare/index.js';
import { ConnectionOf, EdgeOf, ListArgumentsOf, PageArgumentsOf } from '../pages/list-models.js';
import { ChangeArgumentsOf } from '../streams/change-arguments.js';

export const BACKUP_ORDER = defineEnum('BackupOrder', 'By what backups are listed.', {
  NewestFirst: 'By the time that they were asked for, the newest first.',
  OldestFirst: 'By the time that they were asked for, the oldest first.',
  ByName: 'By namespace and name.',
});

@InputType({ description: 'Which backups. Each list is an "or"; what is left out does not matter.' })
export class BackupFilter {
  @Field(() => [String], { nullable: true, description: 'Names of clusters.' })
  cluster?: string[] | null;

  @Field(() => [BACKUP_PHASE.byGraphQlName], { nullable: true, description: 'Phases.' })
  phase?: BackupPhase[] | null;

  @Field(() => [BACKUP_ORIGIN.byGraphQlName], { nullable: true, description: 'How they came about.' })
  origin?: BackupOrigin[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of storages.' })
  storage?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of backups.' })
  name?: string[] | null;

  @Field(() => String, { nullable: true, description: 'How the name begins.' })
  q?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Labels, as Kubernetes writes it: `tier=gold,team in (a, b)`.',
  })
  labelSelector?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Asked for after this moment.' })
  createdAfter?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Asked for before this moment.' })
  createdBefore?: string | null;
}

@ObjectType({ description: 'A backup and its place in a list.' })
export class DatabaseBackupEdge extends EdgeOf(DatabaseBackup, 'The backup.') {}

@ObjectType({ description: 'A page of backups.' })
export class DatabaseBackupConnection extends ConnectionOf(DatabaseBackupEdge, 'The backups of this page.') {}

const ORDER = { defaultValue: 'NewestFirst', description: 'In which order; a cursor goes with one.' };

@ArgsType()
export class BackupListArguments extends ListArgumentsOf(() => BackupFilter, { items: 'Backups' }) {
  @Field(() => BACKUP_ORDER.byGraphQlName, ORDER)
  order!: (typeof BACKUP_ORDER.values)[number];
}

@ArgsType()
export class BackupsOfClusterArguments extends PageArgumentsOf(() => BackupFilter, {
  items: 'Backups',
  which: 'Which; `cluster` is this one.',
  first: 20,
}) {
  @Field(() => BACKUP_ORDER.byGraphQlName, ORDER)
  order!: (typeof BACKUP_ORDER.values)[number];
}

@ArgsType()
export class BackupChangeArguments extends ChangeArgumentsOf(() => BackupFilter, { one: 'backup', many: 'backups' }) {}
