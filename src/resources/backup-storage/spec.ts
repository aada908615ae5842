import { BooleanField, EnumField, ObjectField, Shape, StringField } from '../declare/index.js';
import { LocalReference } from '../shared/local-reference.js';
import { PATH_IN_STORAGE } from '../shared/path-in-storage.js';
import { BACKUP_STORAGE_TYPE, type BackupStorageType } from './enums.js';
import { BACKUP_STORAGE_RULES } from './rules.js';

const FIXED = 'backups are found again by it: make another storage for another place';

@Shape({ description: 'One key of a Secret in the namespace of this object.' })
export class SecretKeyReference {
  @StringField({ description: 'Name of the Secret.', minLength: 1, maxLength: 253, example: 'store-ca' })
  name!: string;

  @StringField({
    description: 'The key in it.',
    minLength: 1,
    maxLength: 253,
    pattern: '^[-._a-zA-Z0-9]+$',
    example: 'ca.crt',
  })
  key!: string;
}

@Shape({ description: 'A bucket, and how one proves to be allowed to use it.', rules: BACKUP_STORAGE_RULES })
export class BackupStorageSpec {
  @EnumField(BACKUP_STORAGE_TYPE, { description: 'By which protocol it is spoken to.', immutable: FIXED })
  type!: BackupStorageType;

  @StringField({
    description: 'Name of the bucket; of the container with Azure. It must be there already.',
    minLength: 3,
    maxLength: 63,
    pattern: '^[a-z0-9][a-z0-9._-]*[a-z0-9]$',
    immutable: FIXED,
    example: 'team-a-backups',
  })
  bucket!: string;

  @StringField({
    description: 'Folder of the bucket under which everything is kept; the whole bucket when absent.',
    optional: true,
    ...PATH_IN_STORAGE,
    maxLength: 256,
    immutable: FIXED,
    example: 'prod',
  })
  prefix?: string;

  @StringField({
    description: 'Region of an S3 bucket; `us-east-1` when absent, which is what most other stores expect.',
    optional: true,
    minLength: 1,
    maxLength: 63,
    pattern: '^[a-z0-9-]+$',
    example: 'eu-west-3',
  })
  region?: string;

  @StringField({
    description:
      'Address of the store. S3: absent means that of Amazon. Azure: that of the account, such as `https://acme.blob.core.windows.net`.',
    optional: true,
    minLength: 8,
    maxLength: 512,
    pattern: '^https?://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?$',
    example: 'https://s3.example.com',
  })
  endpoint?: string;

  @BooleanField({
    description: 'The bucket stands in the path instead of the host name, as MinIO and Ceph mostly want it.',
    optional: true,
  })
  forcePathStyle?: boolean;

  @ObjectField(() => SecretKeyReference, {
    description: 'Certificates, as PEM, that the store may be known by besides those that everybody trusts.',
    optional: true,
  })
  caRef?: SecretKeyReference;

  @ObjectField(() => LocalReference, {
    description:
      'The Secret with the keys. S3: `accessKeyId`, `secretAccessKey`. GCS: `serviceAccountKey`, the JSON of the key. Azure: `accountName`, `accountKey`.',
    optional: true,
  })
  credentialsRef?: LocalReference;

  @BooleanField({
    description: 'No keys: the identity that the cloud gives the pods is used. For S3 and GCS.',
    optional: true,
  })
  workloadIdentity?: boolean;
}
