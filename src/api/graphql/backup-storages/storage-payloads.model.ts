import { Field, ObjectType } from '@nestjs/graphql';
import { BackupStorage } from '../../../resources/backup-storage/index.js';
import { FieldChange } from '../clusters/cluster-payloads.model.js';
import { Problem, PROBLEMS } from '../writes/problem.model.js';

@ObjectType({ description: 'What a write changes of the intent: for a dry run, what it would. Nothing of secrets.' })
export class BackupStoragePlan {
  @Field(() => [FieldChange], { description: 'Each field that differs.' })
  changes!: readonly FieldChange[];
}

@ObjectType({ isAbstract: true })
abstract class StoragePayload {
  @Field(() => BackupStorage, {
    nullable: true,
    description: 'The storage after the request; null when it was refused.',
  })
  backupStorage?: BackupStorage;

  @Field(() => [Problem], { description: PROBLEMS })
  problems!: readonly Problem[];
}

@ObjectType({ isAbstract: true })
abstract class PlannedStoragePayload extends StoragePayload {
  @Field(() => BackupStoragePlan, { nullable: true, description: 'What it changed; null when it was refused.' })
  plan?: BackupStoragePlan;
}

@ObjectType({ description: 'The outcome of `createBackupStorage`.' })
export class CreateBackupStoragePayload extends PlannedStoragePayload {}

@ObjectType({ description: 'The outcome of `updateBackupStorage`.' })
export class UpdateBackupStoragePayload extends PlannedStoragePayload {}

@ObjectType({ description: 'The outcome of `deleteBackupStorage`.' })
export class DeleteBackupStoragePayload extends StoragePayload {}

@ObjectType({
  description:
    'The outcome of `discoverBackups`: `status.discovery` of the storage is the answer, and `backups` of origin DISCOVERED are what came of it.',
})
export class DiscoverBackupsPayload extends StoragePayload {
  @Field(() => Boolean, {
    nullable: true,
    description: 'False when the search took longer than one waits: `status.discovery` will tell later.',
  })
  answered?: boolean;
}

@ObjectType({
  description: 'The outcome of `verifyBackupStorage`: the condition `Ready` of the storage is the answer.',
})
export class VerifyBackupStoragePayload extends StoragePayload {
  @Field(() => Boolean, {
    nullable: true,
    description: 'False when the bucket did not answer in time: the condition will tell later.',
  })
  answered?: boolean;
}
