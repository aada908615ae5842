import { Field, InputType } from '@nestjs/graphql';

@InputType({ description: 'Keys of an S3 store.' })
export class S3CredentialsInput {
  @Field({ description: 'Id of the access key.' })
  accessKeyId!: string;

  @Field({ description: 'The secret that goes with it.' })
  secretAccessKey!: string;
}

@InputType({ description: 'Key of Google Cloud Storage.' })
export class GcsCredentialsInput {
  @Field({ description: 'The JSON key of a service account, as text.' })
  serviceAccountKey!: string;
}

@InputType({ description: 'Key of an Azure storage account.' })
export class AzureCredentialsInput {
  @Field({ description: 'Name of the account.' })
  accountName!: string;

  @Field({ description: 'One of its keys.' })
  accountKey!: string;
}

@InputType({
  isOneOf: true,
  description: 'Credentials, by the type of the storage. They are put into a Secret, and are never given out again.',
})
export class BackupStorageCredentialsInput {
  @Field(() => S3CredentialsInput, { nullable: true, description: 'Of the type S3.' })
  s3?: S3CredentialsInput;

  @Field(() => GcsCredentialsInput, { nullable: true, description: 'Of the type GCS.' })
  gcs?: GcsCredentialsInput;

  @Field(() => AzureCredentialsInput, { nullable: true, description: 'Of the type Azure.' })
  azure?: AzureCredentialsInput;
}

/** As the body of REST has them: the keys alone. */
export function credentialsOf(input: BackupStorageCredentialsInput | null | undefined): object | undefined {
  return input?.s3 ?? input?.gcs ?? input?.azure;
}
