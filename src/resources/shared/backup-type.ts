import { defineEnum } from '../declare/index.js';

export type BackupType = 'Full';

export const BACKUP_TYPE = defineEnum('BackupType', 'What a backup holds.', {
  Full: 'Everything: it needs no other backup to be restored.',
});
