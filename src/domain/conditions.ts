/**
 * Reasons of conditions that name a state, the same for every engine; those that name a problem are in errors.ts.
 */
export const STATE_REASONS = {
  allMembersReady: 'AllMembersReady',
  someMembersNotReady: 'SomeMembersNotReady',
  primaryNotReady: 'PrimaryNotReady',
  noMemberServes: 'NoMemberServes',
  quorumLost: 'QuorumLost',
  notCreatedYet: 'NotCreatedYet',
  stopped: 'Stopped',
  stopping: 'Stopping',
  deleting: 'Deleting',
  singleMember: 'SingleMember',
  standbyReady: 'StandbyReady',
  noStandbyReady: 'NoStandbyReady',
  membersShareNode: 'MembersShareNode',
  volumesBound: 'VolumesBound',
  volumesResizing: 'VolumesResizing',
  volumesNotReady: 'VolumesNotReady',
  diskFull: 'DiskFull',
  collectorConfigured: 'CollectorConfigured',
  collectorPending: 'CollectorPending',
  collectorNotInstalled: 'CollectorNotInstalled',
  backupsHealthy: 'BackupsHealthy',
  noBackupYet: 'NoBackupYet',
  lastBackupFailed: 'LastBackupFailed',
  logShippingFailing: 'LogShippingFailing',
  backupAgentNotInstalled: 'BackupAgentNotInstalled',
  storageNotFound: 'StorageNotFound',
  storageNotReady: 'StorageNotReady',
} as const;
export type StateReason = (typeof STATE_REASONS)[keyof typeof STATE_REASONS];
