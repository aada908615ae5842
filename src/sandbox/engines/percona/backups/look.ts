import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import type { ReconcileContext } from '../../../../kube/manager/index.js';
import type { KubeObject, ObjectKey, ResourceType } from '../../../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../../../kube/writes/status.js';
import type { Action } from '../../mechanics/actions.js';
import type { FindSecret } from '../../mechanics/archive/read-secret.js';
import { KeptData } from '../../mechanics/data/kept-data.js';
import { plainExecutor, type ActionsExecutor } from '../../mechanics/execute-actions.js';
import { ordersOf, type Orders } from '../../mechanics/orders.js';
import type { Pace } from '../../mechanics/pace.js';
import type { StatefulSet } from '../../mechanics/stateful-sets/stateful-set.js';
import type { Deployment, Job, PersistentVolumeClaim, Pod, Service } from '../../mechanics/workloads.js';
import { databaseAnnotations, readDatabase, type KnownPasswords } from '../data/database.js';
import { openFolder, type S3Section } from '../storage/s3-section.js';
import type { BucketFolder } from '../storage/bucket-folder.js';
import type { BackupTypes, Wait } from './backup-types.js';
import { wholeSecond } from './whole-second.js';
import { BACKUP_FAILURES, type BackupFailure } from './failures.js';

export interface LookParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly find: FindSecret;
}

/** Everything that says it is of one cluster; orders the oldest first. */
export interface ClusterObjects<T extends BackupTypes> {
  readonly backups: readonly T['backup'][];
  readonly restores: readonly T['restore'][];
  readonly sets: readonly StatefulSet[];
  readonly pods: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly services: readonly Service[];
  readonly jobs: readonly Job[];
  readonly deployments: readonly Deployment[];
}

/** What a look must know of the engine. */
export interface LookEngine<T extends BackupTypes> {
  readonly kinds: { readonly cluster: ResourceType; readonly backup: ResourceType; readonly restore: ResourceType };
  readonly fieldManager: string;
  readonly emptyDatabase: T['database'];
  readonly passwordsOf: (cluster: T['cluster'], find: FindSecret) => KnownPasswords;
  /** Whether the database answers, so that clients write. */
  readonly isServing: (objects: ClusterObjects<T>) => boolean;
}

export interface LookBase<T extends BackupTypes> {
  readonly key: ObjectKey;
  readonly objects: ClusterObjects<T>;
  readonly engine: LookEngine<T>;
  readonly parts: LookParts;
  readonly ctx: ReconcileContext;
}

/** One look at the orders for one cluster, which need not be there. */
export class RequestsLook<T extends BackupTypes> {
  private readonly executor: ActionsExecutor<never, never>;
  private hasWritten = false;

  constructor(protected readonly base: LookBase<T>) {
    const { engine, parts } = base;
    this.executor = plainExecutor(parts.client, engine.fieldManager);
  }

  get key(): ObjectKey {
    return this.base.key;
  }

  get objects(): ClusterObjects<T> {
    return this.base.objects;
  }

  get engine(): LookEngine<T> {
    return this.base.engine;
  }

  now(): Date {
    return this.base.parts.clock.now();
  }

  /** As Kubernetes keeps a time: what is less than a second is cut off. */
  seconds(): string {
    return wholeSecond(this.now().toISOString());
  }

  /** One step of an object, and then a pause that a person can see. */
  async paced(object: KubeObject, step: () => Promise<Wait>): Promise<Wait> {
    const { pace } = this.base.parts;
    const waitMs = pace.remainingMs(object);
    if (waitMs > 0) return waitMs;
    this.hasWritten = false;
    const wait = await step();
    if (!this.hasWritten) return wait;
    const pauseMs = pace.stepDone(object);
    return pauseMs > 0 ? pauseMs : wait;
  }

  async setStatus<O extends KubeObject & { status?: object }>(
    type: ResourceType,
    object: O,
    status: O['status'],
  ): Promise<void> {
    this.hasWritten = true;
    const write = { status, fieldManager: this.engine.fieldManager, signal: this.base.ctx.signal };
    this.base.ctx.recordWrite(type, await patchStatusIfChanged(this.base.parts.client, type, object, write));
  }

  async execute(...actions: Action[]): Promise<void> {
    if (actions.length > 0) this.hasWritten = true;
    await this.executor.execute(actions, undefined, this.base.ctx);
  }

  /** Takes one of an object's finalizers away. */
  async release(type: ResourceType, object: KubeObject, finalizers: readonly string[]): Promise<void> {
    const kept = (object.metadata.finalizers ?? []).filter((name) => !finalizers.includes(name));
    await this.execute({
      do: 'patch',
      type,
      object,
      body: { metadata: { resourceVersion: object.metadata.resourceVersion, finalizers: kept } },
    });
  }

  /** @throws ArchiveError when it cannot be opened, or used. */
  async withFolder<R>(section: S3Section, use: (folder: BucketFolder) => Promise<R>): Promise<R> {
    const { namespace } = this.key;
    const folder = await openFolder(section, { namespace, find: this.base.parts.find, signal: this.base.ctx.signal });
    try {
      return await use(folder);
    } finally {
      folder.close();
    }
  }
}

/** One look at a cluster that is there: its database, its orders, and the way to its buckets. */
export class Look<T extends BackupTypes> extends RequestsLook<T> {
  readonly data: KeptData<T['database']>;
  readonly failures: Orders<BackupFailure>;

  constructor(
    readonly cluster: T['cluster'],
    base: LookBase<T>,
  ) {
    super(base);
    const { kinds, fieldManager, emptyDatabase } = this.engine;
    const keeping = {
      client: this.base.parts.client,
      type: kinds.cluster,
      fieldManager,
      annotationsOf: databaseAnnotations,
    };
    this.data = new KeptData<T['database']>(keeping, cluster, readDatabase(cluster, emptyDatabase));
    this.failures = ordersOf(cluster, BACKUP_FAILURES);
  }

  isServing(): boolean {
    return this.engine.isServing(this.objects);
  }

  save(database: T['database']): Promise<void> {
    return this.data.save(database, this.base.ctx);
  }

  passwords(): KnownPasswords {
    return this.engine.passwordsOf(this.cluster, this.base.parts.find);
  }
}
