import { Field, InputType } from '@nestjs/graphql';
import { BackupStorageSpecInput, BackupStorageSpecPatch } from '../../../resources/backup-storage/index.js';
import { StringMap, StringMapPatch } from '../../../resources/declare/index.js';
import { BackupStorageCredentialsInput } from './storage-credentials.input.js';

const DRY_RUN = 'Judges the request and answers what it would change; nothing is stored.';
const IF_MATCH = '`etag` that was read: the write is refused if somebody else edited the intent since.';

@InputType({ description: 'A storage to be made.' })
export class CreateBackupStorageInput {
  @Field({ description: 'Namespace to make it in.' })
  namespace!: string;

  @Field({ description: 'Unique in the namespace, at most 40 characters; fixed at creation.' })
  name!: string;

  @Field(() => StringMap, { nullable: true, description: 'Labels, for selecting objects.' })
  labels?: Record<string, string> | null;

  @Field(() => StringMap, { nullable: true, description: 'Notes for people and tools.' })
  annotations?: Record<string, string> | null;

  @Field(() => BackupStorageSpecInput, { description: 'Where the bucket is.' })
  spec!: object;

  @Field(() => BackupStorageCredentialsInput, {
    nullable: true,
    description: 'Instead of `spec.credentialsRef`, which is then led to the Secret that is made of them.',
  })
  credentials?: BackupStorageCredentialsInput | null;

  @Field(() => Boolean, { defaultValue: false, description: DRY_RUN })
  dryRun!: boolean;
}

@InputType({ description: 'Changes of a storage: what is absent stays, null resets.' })
export class UpdateBackupStorageInput {
  @Field({ description: 'Its namespace.' })
  namespace!: string;

  @Field({ description: 'Its name.' })
  name!: string;

  @Field(() => StringMapPatch, { nullable: true, description: 'Labels to set; null removes one.' })
  labels?: Record<string, string | null> | null;

  @Field(() => StringMapPatch, { nullable: true, description: 'Annotations to set; null removes one.' })
  annotations?: Record<string, string | null> | null;

  @Field(() => BackupStorageSpecPatch, { nullable: true, description: 'Fields to change.' })
  spec?: object | null;

  @Field(() => BackupStorageCredentialsInput, {
    nullable: true,
    description: 'Replace those there were; absent keeps them.',
  })
  credentials?: BackupStorageCredentialsInput | null;

  @Field(() => String, { nullable: true, description: IF_MATCH })
  ifMatch?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: DRY_RUN })
  dryRun!: boolean;
}

@InputType({ description: 'A storage to be forgotten; what is in the bucket stays.' })
export class DeleteBackupStorageInput {
  @Field({ description: 'Its namespace.' })
  namespace!: string;

  @Field({ description: 'Its name.' })
  name!: string;

  @Field(() => String, { nullable: true, description: IF_MATCH })
  ifMatch?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: DRY_RUN })
  dryRun!: boolean;
}

@InputType({ description: 'A storage to be tried.' })
export class VerifyBackupStorageInput {
  @Field({ description: 'Its namespace.' })
  namespace!: string;

  @Field({ description: 'Its name.' })
  name!: string;
}
