import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { DatabaseBackup, DatabaseBackupSpec } from '../../../resources/database-backup/index.js';
import { RecoveryGap } from '../../../resources/database-cluster/index.js';
import { NewObjectMetadata } from '../metadata.dto.js';
import { PageInfo } from '../page.dto.js';

export class BackupBody {
  @ApiPropertyOptional({ type: () => NewObjectMetadata })
  metadata?: NewObjectMetadata;

  @ApiProperty({ type: () => DatabaseBackupSpec })
  spec!: DatabaseBackupSpec;
}

/** A backup of the cluster that the address names. */
export class ClusterBackupSpec extends OmitType(DatabaseBackupSpec, ['clusterRef']) {}

export class ClusterBackupBody {
  @ApiPropertyOptional({ type: () => NewObjectMetadata })
  metadata?: NewObjectMetadata;

  @ApiProperty({ type: () => ClusterBackupSpec })
  spec!: ClusterBackupSpec;
}

export class BackupList {
  @ApiProperty({ type: () => [DatabaseBackup], description: 'Those of this page, in the order asked for.' })
  items!: DatabaseBackup[];

  @ApiProperty({ type: () => PageInfo })
  page!: PageInfo;
}

/** A backup that a window rests on. */
export class WindowBackup {
  @ApiProperty({ description: 'Name of the backup.', example: 'orders-nightly-202611230130' })
  name!: string;

  @ApiProperty({ example: 'main', description: 'The BackupStorage that it is in.' })
  storage!: string;

  @ApiProperty({ format: 'date-time', description: 'The earliest moment that it can be brought to.' })
  recoverableFrom!: string;
}

/** What a point-in-time restore may ask for, as of now. */
export class RecoveryWindowAnswer {
  @ApiPropertyOptional({ format: 'date-time', description: 'The earliest moment; absent when there is no way back.' })
  earliest?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description:
      'The latest moment. While the log follows the database: now, less the time that the engine may take to ship it; so the answer changes as time goes by, and a later moment may have arrived in the bucket already. Else where the log ends.',
  })
  latest?: string;

  @ApiProperty({ type: () => [RecoveryGap], description: 'What is missing in between.' })
  gaps!: readonly RecoveryGap[];

  @ApiProperty({
    type: () => [WindowBackup],
    description: 'The backups that it takes, the oldest first; empty for who may not list backups.',
  })
  basedOn!: readonly WindowBackup[];
}
