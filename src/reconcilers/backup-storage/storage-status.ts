import { findCondition, mergeConditions, type Condition } from '../../kube/meta/index.js';
import { describeUsers, MAX_USERS_TOLD, probeRequestOf } from '../../caches/index.js';
import type { BackupStorage, BackupStorageStatus, StorageDiscovery } from '../../resources/backup-storage/index.js';
import type { Verdict } from './verdict.js';

/** What a probe found, and what it went by. */
export interface ProbeOutcome {
  readonly verdict: Verdict;
  readonly inputs: string;
}

export interface StorageFindings {
  readonly users: readonly string[];
  /** RFC 3339. */
  readonly now: string;
  /** Absent when the bucket was left alone. */
  readonly probe?: ProbeOutcome;
  readonly discovery?: StorageDiscovery;
}

/** The whole status, from what stood there and what was found. */
export function foldStorage(storage: BackupStorage, findings: StorageFindings): BackupStorageStatus {
  const { users, probe, discovery = storage.status?.discovery, now } = findings;
  const status = { ...storage.status, ...(probe && probed(storage, probe, now)) };
  const message = storage.metadata.deletionTimestamp
    ? `It is deleted as soon as nothing refers to it any more: ${describeUsers(users)}.`
    : findCondition(status.conditions, 'Ready')?.message;
  return { ...status, message, usedBy: usedBy(users), discovery };
}

function probed(
  { metadata, status, ...storage }: BackupStorage,
  { verdict, inputs }: ProbeOutcome,
  lastProbedAt: string,
): BackupStorageStatus {
  const ready = {
    type: 'Ready',
    status: verdict.isUsable ? ('True' as const) : ('False' as const),
    reason: verdict.reason,
    message: verdict.message,
    observedGeneration: metadata.generation,
  };
  return {
    conditions: mergeConditions(status?.conditions ?? [], [ready], lastProbedAt) as Condition[],
    observedGeneration: metadata.generation,
    lastProbedAt,
    probedInputs: inputs,
    verifiedRequest: probeRequestOf({ metadata, ...storage }),
  };
}

/** Absent for nobody. */
const usedBy = (users: readonly string[]): string[] | undefined =>
  users.length > 0 ? users.slice(0, MAX_USERS_TOLD) : undefined;
