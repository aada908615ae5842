/** What a person may ask to go wrong with backups, by annotation of the cluster's object. */
export const BACKUP_FAILURES = [
  'backup',
  'stuck-backup',
  'log-shipping',
  'log-gap',
  'restore',
  'stuck-restore',
] as const;

export type BackupFailure = (typeof BACKUP_FAILURES)[number];
