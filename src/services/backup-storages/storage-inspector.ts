import { randomBytes } from 'node:crypto';
import type { KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import type { Informer } from '../../kube/informer/index.js';
import { ANNOTATIONS, API_MANAGER } from '../../domain/naming.js';
import { BACKUP_STORAGE, type BackupStorage } from '../../resources/backup-storage/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { asProblems } from '../kube-problems.js';
import { idempotencyMark } from '../writing/idempotency.js';
import { ObjectWaiter, type WaitOptions } from '../writing/object-waiter.js';
import type { StorageAccess } from './storage-access.js';

/** Longer than a probe may take: a loop that is busy gets to it. */
const PATIENCE_SECONDS = 30;
const ID_BYTES = 8;

export interface Inspection {
  readonly storage: BackupStorage;
  /** False when no answer came in time; it still comes, into the status. */
  readonly isAnswered: boolean;
  /** The very same request came before, and had its answer already. */
  readonly isReplay: boolean;
}

/** How long to wait for the answer, and by which key the request is known when it is sent again. */
export type InspectionOptions = Partial<WaitOptions> & { readonly idempotencyKey?: string };

/** What can be asked of the loop, and which request it answered last. */
interface Errand {
  readonly annotation: string;
  readonly answered: (storage: BackupStorage) => string | undefined;
}

const VERIFY: Errand = { annotation: ANNOTATIONS.verify, answered: ({ status }) => status?.verifiedRequest };
const DISCOVER: Errand = { annotation: ANNOTATIONS.discover, answered: ({ status }) => status?.discovery?.request };

/** Has a bucket looked at now. It asks the loop, as `kubectl annotate` would: one place alone calls out to buckets. */
export class StorageInspector {
  readonly #waiter: ObjectWaiter<BackupStorage>;

  constructor(
    private readonly client: KubeClient,
    informer: Informer<BackupStorage>,
    private readonly access: StorageAccess,
    clock: Clock,
  ) {
    this.#waiter = new ObjectWaiter(informer, clock);
  }

  /** Has it tried. */
  verify(caller: Caller, key: NamespacedKey, options?: InspectionOptions): Promise<Inspection> {
    return this.send(VERIFY, caller, key, options);
  }

  /** Has it searched for backups. */
  discover(caller: Caller, key: NamespacedKey, options?: InspectionOptions): Promise<Inspection> {
    return this.send(DISCOVER, caller, key, options);
  }

  onModuleDestroy(): void {
    this.#waiter.onModuleDestroy();
  }

  private async send(
    { annotation, answered }: Errand,
    caller: Caller,
    key: NamespacedKey,
    { seconds = PATIENCE_SECONDS, signal, idempotencyKey }: InspectionOptions = {},
  ): Promise<Inspection> {
    await this.access.require(caller, 'patch', key);
    const scope = [caller.username, key.namespace, key.name, annotation];
    const request =
      idempotencyKey === undefined
        ? randomBytes(ID_BYTES).toString('hex')
        : idempotencyMark({ key: idempotencyKey, scope }, {}).id;
    const body = { metadata: { annotations: { [annotation]: request } } };
    const asked = await asProblems(() =>
      this.client.patch<BackupStorage>(BACKUP_STORAGE, key, { type: 'merge', body }, { fieldManager: API_MANAGER }),
    );
    const isAnswer = (seen: BackupStorage): boolean => answered(seen) === request;
    const storage = await this.#waiter.until(asked, isAnswer, { seconds, signal });
    return { storage, isAnswered: isAnswer(storage), isReplay: isAnswer(asked) };
  }
}
