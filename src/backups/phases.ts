import type { DatabaseBackup } from '../resources/database-backup/index.js';

/** It can be restored. */
export const isUsable = ({ metadata, status }: DatabaseBackup): boolean =>
  status?.phase === 'Succeeded' && metadata.deletionTimestamp === undefined;

export const hasEnded = ({ status }: DatabaseBackup): boolean =>
  status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** Being taken at this moment. */
export const isBeingTaken = ({ status }: DatabaseBackup): boolean => status?.phase === 'Running';

/** It was complete, and its data is not where it was left: no restore of it could succeed. */
export const isDataMissing = ({ status }: DatabaseBackup): boolean =>
  status?.conditions?.some(({ type, reason }) => type === 'Recorded' && reason === 'NotFound') ?? false;
