import { Field, ObjectType } from '@nestjs/graphql';
import { DatabaseBackup } from '../../../resources/database-backup/index.js';
import { RecoveryGap } from '../../../resources/database-cluster/index.js';
import { DateTime } from '../../../resources/declare/index.js';

@ObjectType({ description: 'What a point-in-time restore of a cluster may ask for, as of now.' })
export class CurrentRecoveryWindow {
  @Field(() => DateTime, { description: 'The earliest moment.' })
  earliest!: string;

  @Field(() => DateTime, {
    description:
      'The latest moment. While the log follows the database: now, less the time that the engine may take to ship it. Else where the log ends.',
  })
  latest!: string;

  @Field(() => [RecoveryGap], { description: 'What is missing in between.' })
  gaps!: readonly RecoveryGap[];

  @Field(() => [DatabaseBackup], {
    description: 'The backups that it takes, the oldest first; empty for who may not list backups.',
  })
  basedOn!: readonly DatabaseBackup[];
}
