/** The conditions of a DatabaseCluster and the reasons that name a state; reasons that name a problem are in errors.ts. */

export const CONDITIONS = {
  /** A client can connect now. */
  ready: 'Ready',
  /** The operator is at work towards the intent. */
  progressing: 'Progressing',
  specValid: 'SpecValid',
  /** The child equals the intent. */
  synced: 'Synced',
  highlyAvailable: 'HighlyAvailable',
  storageHealthy: 'StorageHealthy',
  monitoringReady: 'MonitoringReady',
} as const;

/** Reasons of states, the same for every engine. */
export const STATE_REASONS = {
  allMembersReady: 'AllMembersReady',
  someMembersNotReady: 'SomeMembersNotReady',
  primaryNotReady: 'PrimaryNotReady',
  notCreatedYet: 'NotCreatedYet',
  creating: 'Creating',
  updating: 'Updating',
  starting: 'Starting',
  stopping: 'Stopping',
  stopped: 'Stopped',
  deleting: 'Deleting',
  failed: 'Failed',
  settled: 'Settled',
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
} as const;
export type StateReason = (typeof STATE_REASONS)[keyof typeof STATE_REASONS];
