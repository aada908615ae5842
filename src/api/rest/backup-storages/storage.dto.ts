import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { BackupStorage, BackupStorageSpec, BackupStorageSpecPatch } from '../../../resources/backup-storage/index.js';
import { MetadataPatch, WritableMetadata } from '../metadata.dto.js';
import { PageInfo } from '../page.dto.js';

/** Write-only: kept in a Secret, and in no answer. */
export class StorageCredentials {
  @ApiPropertyOptional({ writeOnly: true, description: 'S3.' })
  accessKeyId?: string;

  @ApiPropertyOptional({ writeOnly: true, description: 'S3.' })
  secretAccessKey?: string;

  @ApiPropertyOptional({ writeOnly: true, description: 'GCS: the JSON key of a service account, as text.' })
  serviceAccountKey?: string;

  @ApiPropertyOptional({ writeOnly: true, description: 'Azure.' })
  accountName?: string;

  @ApiPropertyOptional({ writeOnly: true, description: 'Azure.' })
  accountKey?: string;
}

const CREDENTIALS =
  'The keys of the type, and no others. They are put into a Secret that `spec.credentialsRef` then names, and are never given out again.';

export class StorageBody {
  @ApiProperty({ type: () => WritableMetadata })
  metadata!: WritableMetadata;

  @ApiProperty({ type: () => BackupStorageSpec })
  spec!: BackupStorageSpec;

  @ApiPropertyOptional({ type: () => StorageCredentials, writeOnly: true, description: CREDENTIALS })
  credentials?: StorageCredentials;
}

export class StoragePatchBody {
  @ApiPropertyOptional({
    type: () => MetadataPatch,
    description: 'Labels and annotations to change; null removes one.',
  })
  metadata?: MetadataPatch;

  @ApiPropertyOptional({ type: () => BackupStorageSpecPatch, description: 'Fields to change; null resets one.' })
  spec?: object;

  @ApiPropertyOptional({ type: () => StorageCredentials, writeOnly: true, description: CREDENTIALS })
  credentials?: StorageCredentials;
}

export class StorageList {
  @ApiProperty({ type: () => [BackupStorage], description: 'Those of this page, in the order asked for.' })
  items!: BackupStorage[];

  @ApiProperty({ type: () => PageInfo })
  page!: PageInfo;
}
