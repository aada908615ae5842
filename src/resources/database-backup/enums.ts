import { defineEnum } from '../declare/index.js';

export const BACKUP_PHASE = defineEnum('BackupPhase', 'Where a backup is.', {
  Pending: 'Not begun; the message says what it waits for.',
  Running: 'Being taken.',
  Succeeded: 'It can be restored.',
  Failed: 'It cannot be restored; the reason and the message say why.',
  Deleting: 'Being taken away.',
});

export const BACKUP_ORIGIN = defineEnum('BackupOrigin', 'How a backup came about.', {
  OnDemand: 'Somebody asked for it.',
  Scheduled: 'A schedule of its database fired, or backups had to begin.',
  Discovered: 'It was found in its bucket.',
});

export const BACKUP_REASON = defineEnum('BackupReason', 'Why a backup is where it is.', {
  Invalid: 'It cannot be taken as asked for.',
  Unsupported: 'The engine does not offer backups.',
  ClusterNotFound: 'There is no such database, or it was deleted before the backup was done.',
  Waiting: 'Its turn has not come.',
  InProgress: 'It is being taken.',
  Completed: 'The engine has told that it is complete.',
  Found: 'It is complete in its bucket.',
  NotFound: 'There is no such backup in the bucket.',
  StorageNotReady: 'The bucket cannot be used; its BackupStorage says why.',
  Timeout: 'It did not end in time.',
  UpstreamFailed: "The engine's operator could not take it.",
});
