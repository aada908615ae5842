import { Field, InputType } from '@nestjs/graphql';
import { BackupStorageSpecInput, BackupStorageSpecPatch } from '../../../resources/backup-storage/index.js';
import { IDEMPOTENCY_KEY, NewObject, ObjectChange, ObjectDeletion, ObjectReference } from '../writes/intent-inputs.js';
import { BackupStorageCredentialsInput } from './storage-credentials.input.js';

@InputType({ description: 'A storage to be made.' })
export class CreateBackupStorageInput extends NewObject {
  @Field(() => BackupStorageSpecInput, { description: 'Where the bucket is.' })
  spec!: object;

  @Field(() => BackupStorageCredentialsInput, {
    nullable: true,
    description: 'Instead of `spec.credentialsRef`, which is then led to the Secret that is made of them.',
  })
  credentials?: BackupStorageCredentialsInput | null;
}

@InputType({ description: 'Changes of a storage: what is absent stays, null resets.' })
export class UpdateBackupStorageInput extends ObjectChange {
  @Field(() => BackupStorageSpecPatch, { nullable: true, description: 'Fields to change.' })
  spec?: object | null;

  @Field(() => BackupStorageCredentialsInput, {
    nullable: true,
    description: 'Replace those there were; absent keeps them.',
  })
  credentials?: BackupStorageCredentialsInput | null;
}

@InputType({ description: 'A storage to be forgotten; what is in the bucket stays.' })
export class DeleteBackupStorageInput extends ObjectDeletion {}

@InputType({ description: 'A storage to be tried.' })
export class VerifyBackupStorageInput extends ObjectReference {
  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A storage to be searched.' })
export class DiscoverBackupsInput extends ObjectReference {
  @Field(() => String, { nullable: true, description: IDEMPOTENCY_KEY })
  idempotencyKey?: string | null;
}
