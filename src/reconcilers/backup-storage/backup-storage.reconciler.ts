import type { KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import type { EventRecorder } from '../../kube/events/index.js';
import type { Informer } from '../../kube/informer/index.js';
import type { ReconcileContext, Reconciler, Result } from '../../kube/manager/index.js';
import {
  formatTime,
  mergeConditions,
  type Condition,
  type ObjectKey,
  type UntypedObject,
} from '../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../kube/writes/index.js';
import { FIELD_MANAGER } from '../../domain/naming.js';
import type { StorageProber } from '../../object-storage/index.js';
import { BACKUP_STORAGE, type BackupStorage, type BackupStorageStatus } from '../../resources/backup-storage/index.js';
import { targetOf, UnprobeableError } from './probe-target.js';
import { inputsOf, requestOf, waitMs } from './storage-inputs.js';
import { verdictOf, verdictOfUnprobeable, type Verdict } from './verdict.js';

export interface StorageDependencies {
  readonly client: KubeClient;
  readonly storages: Informer<BackupStorage>;
  readonly secretVersions: Informer<UntypedObject>;
  readonly prober: Pick<StorageProber, 'probe'>;
  readonly events: Pick<EventRecorder, 'normal' | 'warning'>;
  readonly clock: Clock;
  readonly probeSeconds: number;
  /** Whether storages may be tried by the identity of this process. */
  readonly mayUseOwnIdentity: boolean;
}

/** Keeps the status of each BackupStorage: tries the bucket when something changed, when asked, and now and then. */
export class BackupStorageReconciler implements Reconciler {
  constructor(private readonly options: StorageDependencies) {}

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { storages, clock, probeSeconds } = this.options;
    const storage = storages.store.get(key);
    if (!storage || storage.metadata.deletionTimestamp) return;
    const inputs = inputsOf(storage, (secret) => this.options.secretVersions.store.get(secret));
    const restMs = waitMs(storage, clock.now(), probeSeconds);
    const isKnown = storage.status?.probedInputs === inputs;
    if (isKnown && restMs > 0) return { requeueAfterMs: restMs };
    const told = await this.tell(storage, inputs, await this.judge(storage, ctx.signal), ctx);
    return { requeueAfterMs: waitMs(told, clock.now(), probeSeconds) };
  }

  private async judge(storage: BackupStorage, signal: AbortSignal): Promise<Verdict> {
    const { client, prober, mayUseOwnIdentity } = this.options;
    try {
      const target = await targetOf(storage, { client, mayUseOwnIdentity, signal });
      return verdictOf(await prober.probe(target, signal), target);
    } catch (error) {
      if (error instanceof UnprobeableError) return verdictOfUnprobeable(error);
      throw error;
    }
  }

  private async tell(
    storage: BackupStorage,
    probedInputs: string,
    verdict: Verdict,
    ctx: ReconcileContext,
  ): Promise<BackupStorage> {
    const lastProbedAt = formatTime(this.options.clock.now());
    const status: BackupStorageStatus = {
      conditions: conditionsOf(storage, verdict, lastProbedAt),
      observedGeneration: storage.metadata.generation,
      message: verdict.message,
      lastProbedAt,
      probedInputs,
      verifiedRequest: requestOf(storage),
    };
    const write = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const written = await patchStatusIfChanged(this.options.client, BACKUP_STORAGE, storage, write);
    if (written !== storage) ctx.recordWrite(BACKUP_STORAGE, written);
    this.announce(storage, verdict);
    return written;
  }

  /** Said when it turns, and not each time that it is found the same. */
  private announce(storage: BackupStorage, { isUsable, reason, message }: Verdict): void {
    const before = storage.status?.conditions?.find(({ type }) => type === 'Ready');
    if (before?.reason === reason && before.status === (isUsable ? 'True' : 'False')) return;
    this.options.events[isUsable ? 'normal' : 'warning'](storage, reason, message);
  }
}

function conditionsOf({ metadata, status }: BackupStorage, verdict: Verdict, now: string): Condition[] {
  const ready = {
    type: 'Ready',
    status: verdict.isUsable ? ('True' as const) : ('False' as const),
    reason: verdict.reason,
    message: verdict.message,
    observedGeneration: metadata.generation,
  };
  return mergeConditions(status?.conditions ?? [], [ready], now) as Condition[];
}
