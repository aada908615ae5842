import { hasEnded, readinessOf, storageStanding, type StorageReadiness } from '../../backups/index.js';
import { usersOfBackup, type ClusterCaches } from '../../caches/index.js';
import { findCondition, isConditionTrue, keyOf } from '../../kube/meta/index.js';
import { takesBackups } from '../../providers/contract/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Reading } from './find-existing.js';
import { RECORDED } from './record-status.js';
import type { Place } from './survey.js';

export type RecordCaches = Pick<
  ClusterCaches,
  'backups' | 'backupStorages' | 'clusters' | 'operations' | 'providers' | 'childrenOf'
>;

/** What is to be done in the bucket for a backup, whenever it is due. */
export type Errand = 'Find' | 'Record' | 'Check';

/** A backup, and all around it that decides what is done for it, as the caches hold it at one moment. */
export interface BackupView {
  readonly backup: DatabaseBackup;
  readonly users: readonly string[];
  readonly errand: Errand;
  /** What is not known yet, and a visit would tell. */
  readonly isUnknown: boolean;
  readonly storage?: BackupStorage;
  readonly readiness: StorageReadiness;
  /** The database that it is of, while that writes into the same archive. */
  readonly writer?: DatabaseCluster;
  /** Where it lies, once that is known; of one that is to be found, as each engine would have it. */
  readonly readings: readonly Reading[];
  readonly hasUpstream: boolean;
}

/** Until it has ended its status is somebody else's, but for what was never taken by us. */
export const isOurs = (backup: DatabaseBackup): boolean =>
  backup.spec.existing !== undefined || (hasEnded(backup) && backup.status?.phase === 'Succeeded');

export function viewOf(backup: DatabaseBackup, caches: RecordCaches): BackupView {
  const { namespace } = backup.metadata;
  const name = backup.spec.storageRef?.name ?? backup.status?.storage ?? '';
  const storage = caches.backupStorages.store.get({ namespace, name });
  const writer = writerOf(backup, caches);
  const errand = errandOf(backup);
  return {
    backup,
    users: usersOfBackup(caches, backup.metadata),
    errand,
    isUnknown: errand !== 'Check' || (!writer && hasOpenEnd(backup)),
    storage,
    readiness: readinessOf(name, storage),
    writer,
    readings: readingsOf(backup, caches),
    hasUpstream: hasUpstream(backup, caches),
  };
}

/** By what a visit that failed may end otherwise the next time: a storage that was tried anew, with another Secret. */
export const standingOf = (storage: BackupStorage | undefined): string =>
  JSON.stringify([storageStanding(storage), storage?.status?.probedInputs]);

/** Why a bucket is not entered at all, in the words of its storage. */
export function closedBecause({ storage, readiness }: BackupView): { reason: string; message: string } | undefined {
  if (readiness.isReady) return undefined;
  const reason = findCondition(storage?.status?.conditions, 'Ready')?.reason ?? readiness.reason;
  return { reason, message: readiness.message };
}

/** It was in the bucket once: from then on its absence means that it was removed. */
export const wasSeen = ({ spec, status }: DatabaseBackup): boolean =>
  isConditionTrue(status?.conditions, RECORDED) ||
  status?.sizeBytes !== undefined ||
  (spec.existing !== undefined && status?.phase === 'Succeeded');

function errandOf({ spec, status }: DatabaseBackup): Errand {
  if (spec.existing) return status?.phase === 'Succeeded' ? 'Check' : 'Find';
  return isConditionTrue(status?.conditions, RECORDED) ? 'Check' : 'Record';
}

const hasOpenEnd = ({ status }: DatabaseBackup): boolean =>
  status?.recoverableFrom !== undefined && status.recoverableTo === undefined;

function writerOf({ metadata, spec, status }: DatabaseBackup, { clusters }: RecordCaches): DatabaseCluster | undefined {
  const cluster = clusters.store.get({ namespace: metadata.namespace, name: spec.clusterRef.name });
  const { storage, archive } = cluster?.status?.backup ?? {};
  return status?.archive && storage === status.storage && archive === status.archive ? cluster : undefined;
}

function readingsOf({ spec, status }: DatabaseBackup, { providers }: RecordCaches): Reading[] {
  const path = spec.existing?.path ?? status?.path;
  const engines = providers.all().filter(({ engine }) => status?.engine === undefined || status.engine === engine);
  return engines.flatMap(({ engine, backups }) => {
    const place = path && takesBackups(backups) ? backups.layout.placeOf(path) : undefined;
    if (!path || !place || !takesBackups(backups)) return [];
    return [{ engine, place: { ...place, path, layout: backups.layout } satisfies Place }];
  });
}

function hasUpstream({ metadata: { namespace, name }, status }: DatabaseBackup, caches: RecordCaches): boolean {
  const children = status?.engine ? [...caches.childrenOf(status.engine).values()] : [];
  return children.some(({ store }) => store.get(keyOf({ namespace, name })) !== undefined);
}
