import type { Informer, SharedInformers } from '../../../../kube/informer/index.js';
import {
  mapped,
  type ReconcileContext,
  type Reconciler,
  type Result,
  type WatchSource,
} from '../../../../kube/manager/index.js';
import { JOB, type KubeObject, type ObjectKey } from '../../../../kube/meta/index.js';
import { indexByDatabase, ofDatabase } from '../../mechanics/caches/belonging.js';
import type { Job } from '../../mechanics/workloads.js';
import { clusterKeyOf, type PerconaCaches } from '../caches.js';
import type { ControllerParts, ExtraController } from '../engine.js';
import { soonest, type BackupTypes, type Wait } from './backup-types.js';
import type { BackupEngine } from './engine.js';
import { Look, RequestsLook, type ClusterObjects, type LookParts } from './look.js';

export interface BackupReconcilerParts<T extends BackupTypes> extends Omit<LookParts, 'find'> {
  readonly informers: SharedInformers;
  readonly caches: PerconaCaches<T['cluster']>;
}

/** What an operator does about backups and restores of one cluster, and the database itself as far as they look at it. */
export class PerconaBackupReconciler<T extends BackupTypes> implements Reconciler {
  private readonly jobs: Informer<Job>;

  constructor(
    private readonly engine: BackupEngine<T>,
    private readonly parts: BackupReconcilerParts<T>,
  ) {
    this.jobs = parts.informers.ensure<Job>({ type: JOB, indexers: indexByDatabase<Job>(clusterKeyOf) });
  }

  sources(): WatchSource[] {
    const { caches } = this.parts;
    return [...caches.setSources(), ...caches.requestSources(), mapped(this.jobs, clusterKeyOf)];
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const wait = await this.look(key, ctx);
    return wait === undefined ? undefined : { requeueAfterMs: wait };
  }

  private async look(key: ObjectKey, ctx: ReconcileContext): Promise<Wait> {
    const { engine, parts } = this;
    const cluster = parts.caches.databases.store.get(key);
    const find = (secret: ObjectKey) => parts.caches.secrets.store.get(secret);
    const base = { key, objects: this.objectsOf(key), engine, parts: { ...parts, find }, ctx };
    const isThere = cluster !== undefined && !cluster.metadata.deletionTimestamp;
    return isThere
      ? inTurn(engine.steps, new Look<T>(cluster, base))
      : inTurn(engine.stepsWithoutCluster, new RequestsLook<T>(base));
  }

  private objectsOf(key: ObjectKey): ClusterObjects<T> {
    const { backups, restores, sets, pods, claims, services } = this.parts.caches.objectsOf(key);
    return {
      backups: inOrder<T['backup']>(backups),
      restores: inOrder<T['restore']>(restores),
      sets,
      pods,
      claims,
      services,
      deployments: this.parts.caches.deploymentsOf(key),
      jobs: ofDatabase(this.jobs, key),
    };
  }
}

/** As one of the operator's controllers. */
export function backupController<T extends BackupTypes>(
  engine: BackupEngine<T>,
  { newPace, ...parts }: ControllerParts<T['cluster']>,
): ExtraController {
  const reconciler = new PerconaBackupReconciler<T>(engine, { ...parts, pace: newPace() });
  return { name: 'backups', reconciler, sources: reconciler.sources() };
}

/** Sorts the oldest first; names decide between two of one second. */
const ageOf = ({ metadata }: KubeObject): string => `${metadata.creationTimestamp} ${metadata.name}`;

/** The caches keep orders without their type. */
const inOrder = <O extends KubeObject>(orders: readonly KubeObject[]): O[] =>
  ([...orders] as O[]).sort((a, b) => (ageOf(a) < ageOf(b) ? -1 : 1));

async function inTurn<L>(steps: readonly ((look: L) => Promise<Wait>)[], look: L): Promise<Wait> {
  const waits: Wait[] = [];
  for (const step of steps) waits.push(await step(look));
  return soonest(waits);
}
