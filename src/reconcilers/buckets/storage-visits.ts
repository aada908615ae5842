import type { KubeClient } from '../../kube/client/index.js';
import { STORAGE_REASONS, type StorageReason } from '../../domain/storage-reasons.js';
import type { BucketLocation, BucketVisitor, BucketWork, VisitLimits } from '../../object-storage/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
import { NoEntryError, targetOf } from './bucket-target.js';

/** Why nothing was done in a bucket. */
export interface StorageTrouble {
  readonly reason: StorageReason;
  /** What happened, and what to do; nothing secret, nothing that differs between two tries that end alike. */
  readonly message: string;
}

export type StorageVisit<T> =
  { readonly isDone: true; readonly value: T } | { readonly isDone: false; readonly trouble: StorageTrouble };

export interface StorageVisitsOptions {
  readonly client: KubeClient;
  readonly visitor: Pick<BucketVisitor, 'visit'>;
  /** Whether storages may be entered by the identity of this process. */
  readonly mayUseOwnIdentity: boolean;
}

/** Work in the bucket of a BackupStorage, with the Secrets that it names as they are at that moment. */
export class StorageVisits {
  constructor(private readonly options: StorageVisitsOptions) {}

  /** Rejects for the API server alone: trouble with the bucket is an answer. */
  async visit<T>(
    storage: BackupStorage,
    work: BucketWork<T>,
    limits: VisitLimits,
    signal: AbortSignal,
  ): Promise<StorageVisit<T>> {
    const { client, visitor, mayUseOwnIdentity } = this.options;
    try {
      const target = await targetOf(storage, { client, mayUseOwnIdentity, signal });
      const visit = await visitor.visit(target, work, limits, signal);
      return visit.isDone ? visit : { isDone: false, trouble: troubleOf(target.location, visit) };
    } catch (error) {
      if (!(error instanceof NoEntryError)) throw error;
      const message = `${error.message} ${STORAGE_REASONS[error.reason]}`;
      return { isDone: false, trouble: { reason: error.reason, message } };
    }
  }
}

function troubleOf(
  location: BucketLocation,
  { reason, code }: { reason: StorageReason; code?: string },
): StorageTrouble {
  const what = `There is trouble with "${placeOf(location)}"${code ? ` (${code})` : ''}.`;
  return { reason, message: `${what} ${STORAGE_REASONS[reason]}` };
}

/** For people. */
export const placeOf = ({ bucket, prefix }: BucketLocation): string => (prefix ? `${bucket}/${prefix}` : bucket);
