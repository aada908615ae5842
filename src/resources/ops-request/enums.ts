import { defineEnum } from '../declare/index.js';

export const OPERATION_TYPE = defineEnum('OperationType', 'What an operation does.', {
  Start: 'Brings the members of a stopped database back.',
  Stop: 'Stops all members; the volumes stay.',
  Restart: 'Restarts members, one after the other.',
  HorizontalScaling: 'Changes the number of members.',
  VerticalScaling: 'Changes CPU and memory of the members.',
  VolumeExpansion: 'Makes volumes larger.',
  Reconfiguring: "Changes the engine's settings.",
  Upgrade: 'Moves the database to another version.',
  Backup: 'Takes a backup: makes a DatabaseBackup and follows it to its end.',
  Restore: 'Puts the database back to a backup or a moment, in place.',
  Switchover: 'Hands the role of the primary to another member.',
  RebuildInstance: 'Throws the data of one replica away and has it copied anew.',
  Expose: 'Changes who can reach the database over the network.',
  Custom: 'An operation that only this engine has; the catalogue lists them.',
});

export const OPERATION_PHASE = defineEnum('OperationPhase', 'Where an operation is.', {
  Pending: 'Not looked at yet.',
  Queued: 'Waits for its turn; the message says for what.',
  Running: 'Being carried out.',
  Cancelling: 'Being called off; what it changed is put back where that is possible.',
  Succeeded: 'The result was observed in the database.',
  Failed: 'Ended without the result; the reason and the message say why.',
  Cancelled: 'Called off.',
});

export const DISRUPTION = defineEnum('Disruption', 'What clients notice of an operation.', {
  None: 'Nothing.',
  Failover: 'Connections to the primary break once; they find the new one at the same address.',
  Rolling: 'Members restart one after the other; connections to each break once.',
  Downtime: 'The database serves nobody for a while.',
});

export const STEP_STATE = defineEnum('StepState', 'How far a step is.', {
  Pending: 'Not begun.',
  Running: 'Under way.',
  Done: 'Observed to be done.',
  Failed: 'Ended without its result.',
  Skipped: 'Was not needed, or the operation ended before.',
});

export const LOG_LEVEL = defineEnum('LogLevel', 'How much a line of the log matters.', {
  Info: 'What was done or seen.',
  Warning: 'Something that a person should look at.',
  Error: 'Why the operation failed.',
});

export const MEMBER_OUTCOME = defineEnum('MemberOutcome', 'What became of a member.', {
  Pending: 'Its turn has not come.',
  Running: 'Being worked on.',
  Done: 'Observed to be as wanted.',
  Failed: 'Could not be brought there.',
});

export const REQUEST_DOOR = defineEnum('RequestDoor', 'How a request came in.', {
  REST: 'By the REST API.',
  GraphQL: 'By the GraphQL API.',
  Kubernetes: 'As a custom resource: kubectl, a delivery tool, a controller.',
});
