/**
 * Reasons of `Recorded` of a backup, besides those of its storage that keep one from looking. They are never renamed.
 */
export const RECORD_REASONS = {
  Recorded: 'The bucket holds what it takes to make its database again from it.',
  NoManifest:
    'The bucket holds the backup, and nothing of ours that tells the specification of its database: that is yours to write.',
  NotFound: 'The bucket does not hold it.',
  PlaceUnknown: 'It is not known where it lies: its engine did not tell, or is not installed here.',
} as const;

export type RecordReason = keyof typeof RECORD_REASONS;
