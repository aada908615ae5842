import type { KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import type { EventRecorder } from '../../kube/events/index.js';
import type { ReconcileContext, Reconciler, Result } from '../../kube/manager/index.js';
import { findCondition, formatTime, type ObjectKey } from '../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../kube/writes/index.js';
import { describeUsers, probeInputsOf, usersOfStorage, type ClusterCaches } from '../../caches/index.js';
import { FIELD_MANAGER } from '../../domain/naming.js';
import type { StorageProber } from '../../object-storage/index.js';
import { BACKUP_STORAGE, type BackupStorage, type StorageDiscovery } from '../../resources/backup-storage/index.js';
import { NoEntryError, targetOf, type StorageVisits } from '../buckets/index.js';
import { keepWhileUsed } from '../in-use.js';
import { discover, unansweredSearch } from './discovery.js';
import { waitMs } from './storage-schedule.js';
import { foldStorage, type ProbeOutcome, type StorageFindings } from './storage-status.js';
import { verdictOf, verdictOfNoEntry, type Verdict } from './verdict.js';
import { withAuthors } from '../kept-authors.js';

export interface StorageDependencies {
  readonly client: KubeClient;
  readonly caches: Pick<
    ClusterCaches,
    'backupStorages' | 'secretVersions' | 'clusters' | 'backups' | 'operations' | 'providers'
  >;
  readonly prober: Pick<StorageProber, 'probe'>;
  readonly visits: Pick<StorageVisits, 'visit'>;
  readonly events: Pick<EventRecorder, 'normal' | 'warning'>;
  readonly clock: Clock;
  readonly probeSeconds: number;
  /** Whether storages may be tried by the identity of this process. */
  readonly mayUseOwnIdentity: boolean;
}

/**
 * Keeps the status of each BackupStorage: tries the bucket when something changed, when asked, and now and then; looks
 * for backups in it when asked; holds it while something refers to it.
 */
export class BackupStorageReconciler implements Reconciler {
  constructor(private readonly options: StorageDependencies) {}

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { client, caches, clock, probeSeconds } = this.options;
    const found = caches.backupStorages.store.get(key);
    if (!found) return;
    const users = usersOfStorage(caches, key);
    const storage = await keepWhileUsed({ client, ctx }, BACKUP_STORAGE, found, users);
    if (storage.metadata.deletionTimestamp && users.length === 0) return;
    const probe = await this.probeWhenDue(storage, ctx.signal);
    const discovery = await this.searchWhenAsked(storage, ctx);
    const now = formatTime(clock.now());
    const told = await this.tell(storage, { users, now, probe, discovery }, ctx);
    return { requeueAfterMs: waitMs(told, clock.now(), probeSeconds) };
  }

  private async probeWhenDue(storage: BackupStorage, signal: AbortSignal): Promise<ProbeOutcome | undefined> {
    const { caches, clock, probeSeconds } = this.options;
    const inputs = probeInputsOf(storage, caches);
    const isKnown = storage.status?.probedInputs === inputs;
    if (isKnown && waitMs(storage, clock.now(), probeSeconds) > 0) return undefined;
    return { inputs, verdict: await this.judge(storage, signal) };
  }

  private async judge(storage: BackupStorage, signal: AbortSignal): Promise<Verdict> {
    const { client, prober, mayUseOwnIdentity } = this.options;
    try {
      const target = await targetOf(storage, { client, mayUseOwnIdentity, signal });
      return verdictOf(await prober.probe(target, signal), target);
    } catch (error) {
      if (error instanceof NoEntryError) return verdictOfNoEntry(error);
      throw error;
    }
  }

  private async searchWhenAsked(storage: BackupStorage, ctx: ReconcileContext): Promise<StorageDiscovery | undefined> {
    const { client, caches, visits, clock } = this.options;
    const request = unansweredSearch(storage);
    if (request === undefined) return undefined;
    return discover(storage, request, { client, caches, visits, now: () => clock.now() }, ctx);
  }

  private async tell(storage: BackupStorage, findings: StorageFindings, ctx: ReconcileContext): Promise<BackupStorage> {
    const status = withAuthors(foldStorage(storage, findings), storage);
    const write = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const written = await patchStatusIfChanged(this.options.client, BACKUP_STORAGE, storage, write);
    if (written !== storage) ctx.recordWrite(BACKUP_STORAGE, written);
    this.announce(storage, findings);
    return written;
  }

  private announce(storage: BackupStorage, { probe, users, discovery }: StorageFindings): void {
    const { events } = this.options;
    if (probe) this.announceVerdict(storage, probe.verdict);
    if (discovery) {
      const { found, added, message = '' } = discovery;
      events.normal(storage, 'Searched', `${found} backups found, ${added} of them new. ${message}`.trimEnd());
    }
    if (storage.metadata.deletionTimestamp && !storage.status?.message?.includes(describeUsers(users))) {
      events.warning(storage, 'InUse', `It is not deleted yet: ${describeUsers(users)}.`);
    }
  }

  /** Said when it turns, and not each time that it is found the same. */
  private announceVerdict(storage: BackupStorage, { isUsable, reason, message }: Verdict): void {
    const before = findCondition(storage.status?.conditions, 'Ready');
    if (before?.reason === reason && before.status === (isUsable ? 'True' : 'False')) return;
    this.options.events[isUsable ? 'normal' : 'warning'](storage, reason, message);
  }
}
