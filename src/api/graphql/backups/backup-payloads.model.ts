import { Field, ObjectType } from '@nestjs/graphql';
import { DatabaseBackup } from '../../../resources/database-backup/index.js';
import { Problem, PROBLEMS } from '../writes/problem.model.js';

@ObjectType({ isAbstract: true })
abstract class BackupPayload {
  @Field(() => DatabaseBackup, { nullable: true, description: 'The backup; null when it was refused, or is gone.' })
  backup?: DatabaseBackup;

  @Field(() => [Problem], { description: PROBLEMS })
  problems!: readonly Problem[];
}

@ObjectType({ description: 'The outcome of `createBackup`.' })
export class CreateBackupPayload extends BackupPayload {}

@ObjectType({ description: 'The outcome of `deleteBackup`.' })
export class DeleteBackupPayload extends BackupPayload {}
