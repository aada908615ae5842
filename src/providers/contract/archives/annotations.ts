/** By which an operator's object tells where its database, or its backup, goes. */
export const ARCHIVE_ANNOTATIONS = {
  /** The BackupStorage that it was made from. */
  storage: 'dbaas.io/storage',
  /** On an operator's backup: the folder that it was asked to go to. */
  archive: 'dbaas.io/archive',
  /** On the upstream: the record of where its log goes. */
  archiving: 'dbaas.io/archiving',
} as const;
