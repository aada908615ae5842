import { randomBytes } from 'node:crypto';
import type { KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import type { Informer } from '../../kube/informer/index.js';
import { ANNOTATIONS, API_MANAGER } from '../../domain/naming.js';
import { BACKUP_STORAGE, type BackupStorage } from '../../resources/backup-storage/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { asProblems } from '../kube-problems.js';
import type { StorageAccess } from './storage-access.js';

/** Longer than a probe may take: a loop that is busy gets to it. */
const PATIENCE_MS = 30_000;
const ID_BYTES = 8;

export interface Verification {
  readonly storage: BackupStorage;
  /** False when no answer came in time; it still comes, into the status. */
  readonly isAnswered: boolean;
}

/** Has a bucket tried now. It asks the loop, as `kubectl annotate` would: one place alone calls out to buckets. */
export class StorageVerifier {
  readonly #waits = new Set<() => void>();

  constructor(
    private readonly client: KubeClient,
    private readonly informer: Informer<BackupStorage>,
    private readonly access: StorageAccess,
    private readonly clock: Clock,
  ) {}

  async verify(caller: Caller, key: NamespacedKey, signal?: AbortSignal): Promise<Verification> {
    await this.access.require(caller, 'patch', key);
    const request = randomBytes(ID_BYTES).toString('hex');
    const body = { metadata: { annotations: { [ANNOTATIONS.verify]: request } } };
    const asked = await asProblems(() =>
      this.client.patch<BackupStorage>(BACKUP_STORAGE, key, { type: 'merge', body }, { fieldManager: API_MANAGER }),
    );
    const storage = await this.untilAnswered(asked, request, signal);
    return { storage, isAnswered: storage.status?.verifiedRequest === request };
  }

  /** Waiting requests must not hold up the end of the process. */
  onModuleDestroy(): void {
    for (const finish of this.#waits) finish();
  }

  /** The storage with its answer; as it is by then when the time is up, when it was deleted, or at a shutdown. */
  private async untilAnswered(asked: BackupStorage, request: string, signal?: AbortSignal): Promise<BackupStorage> {
    let latest = asked;
    const answered = Promise.withResolvers<void>();
    const finish = (): void => answered.resolve();
    const see = (seen: BackupStorage, isGone = false): void => {
      if (seen.metadata.uid !== asked.metadata.uid) return;
      latest = seen;
      if (isGone || seen.status?.verifiedRequest === request) finish();
    };
    const registration = this.informer.addHandler({
      add: (seen) => see(seen),
      update: (_previous, seen) => see(seen),
      delete: (last) => see(last, true),
    });
    const cancelTimer = this.clock.schedule(PATIENCE_MS, finish);
    this.#waits.add(finish);
    signal?.addEventListener('abort', finish, { once: true });
    await answered.promise;
    signal?.removeEventListener('abort', finish);
    this.#waits.delete(finish);
    cancelTimer();
    registration.remove();
    return latest;
  }
}
