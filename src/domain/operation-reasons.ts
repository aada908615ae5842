/** Why an operation is where it is: `status.reason`. Programs decide on these words; they are never renamed. */
export const OPERATION_REASONS = {
  Invalid: 'The request cannot be carried out as written.',
  Unsupported: 'The engine does not offer this operation.',
  NoChange: 'It was so already; nothing was done.',
  Duplicate: 'The very same had been asked for before and had not ended.',
  QueueFull: 'Too many operations waited for this database.',
  Conflict: 'Something else stands against it: another operation, or an edit of the very fields it changed.',
  FieldManagedElsewhere: 'A delivery tool owns a field that it would change.',
  PreconditionsNotMet: 'The database was not in the state that the operation needs or names.',
  Timeout: 'It did not end in time.',
  Stalled: 'It stopped getting on.',
  UpstreamFailed: "The engine's operator, or Kubernetes under it, could not do it.",
  UserCancelled: 'It was called off.',
  ClusterDeleted: 'The database was deleted.',
  Superseded: 'A later request of the same type took its place.',
  Accepted: 'It was let in.',
  Waiting: 'Its turn has not come.',
  InProgress: 'It is being carried out.',
  Settling: 'The result is seen, and is watched for a while before it is believed.',
  RollingBack: 'What it changed is being put back.',
  Observed: 'The result was observed in the database.',
} as const;

export type OperationReason = keyof typeof OPERATION_REASONS;
