import type { KubeClient } from '../../../kube/client/kube-client.js';
import type { Clock } from '../../../kube/clock.js';
import type { ReconcileContext, Reconciler, Result } from '../../../kube/manager/index.js';
import { apiVersionOf, formatTime, keyOf, PERSISTENT_VOLUME_CLAIM, type ObjectKey } from '../../../kube/meta/index.js';
import { create, patchStatus, type Action } from '../mechanics/actions.js';
import { plainExecutor, type ActionsExecutor } from '../mechanics/execute-actions.js';
import type { Pace } from '../mechanics/pace.js';
import type { PersistentVolumeClaim } from '../mechanics/workloads.js';
import { takeCopy } from './backups/take-copy.js';
import type { MariadbCaches } from './caches.js';
import { PHYSICAL_BACKUP } from './kinds.js';
import { isComplete, type Condition, type PhysicalBackup } from './mariadb.js';
import { FIELD_MANAGER } from './well-known.js';

interface BackupReconcilerParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly caches: MariadbCaches;
  readonly pace: Pace;
}

/** Copies of a database: in a bucket, or on a volume of its own, which outlives the order; a pattern waits for ever. */
export class BackupReconciler implements Reconciler {
  private readonly executor: ActionsExecutor<never, never>;

  constructor(private readonly parts: BackupReconcilerParts) {
    this.executor = plainExecutor(parts.client, FIELD_MANAGER);
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { caches, pace, clock } = this.parts;
    const backup = caches.backups.store.get(key);
    if (!backup) return pace.forget(keyOf(key));
    return pace.step(backup, async () => {
      const actions = await this.nextActions(backup, clock.now(), ctx);
      await this.executor.execute(actions, undefined, ctx);
      return actions.length > 0;
    });
  }

  /** A copy into a bucket is a job of its own; the others are but told of. */
  private async nextActions(backup: PhysicalBackup, now: Date, ctx: ReconcileContext): Promise<Action[]> {
    if (!backup.spec.storage.s3) return nextActions(backup, now);
    if (isComplete(backup) || backup.metadata.deletionTimestamp || backup.spec.schedule?.suspend) return [];
    const { caches } = this.parts;
    const mariadb = caches.databases.store.get({
      namespace: backup.metadata.namespace,
      name: backup.spec.mariaDbRef.name,
    });
    if (!backup.status?.lastScheduleTime) {
      return [tell(backup, now, RUNNING, { lastScheduleTime: formatTime(now) })];
    }
    const isTaken = await takeCopy(backup, mariadb, (key) => caches.secrets.store.get(key), ctx);
    return [tell(backup, now, isTaken ? SUCCESS : FAILURE)];
  }
}

type Said = Pick<Condition, 'status' | 'reason' | 'message'>;

const RUNNING: Said = { status: 'False', reason: 'JobRunning', message: 'Running' };
const SUCCESS: Said = { status: 'True', reason: 'JobComplete', message: 'Success' };
/** Complete, too: the operator tells failure by the reason alone. */
const FAILURE: Said = { status: 'True', reason: 'JobFailed', message: 'Failed' };
const SUSPENDED: Said = { status: 'False', reason: 'JobSuspended', message: 'Suspended' };

const tell = (backup: PhysicalBackup, now: Date, said: Said, more: PhysicalBackup['status'] = {}): Action =>
  patchStatus(PHYSICAL_BACKUP, backup, {
    ...more,
    conditions: [{ type: 'Complete', ...said, lastTransitionTime: formatTime(now) }],
  });

function nextActions(backup: PhysicalBackup, now: Date): Action[] {
  if (isComplete(backup) || backup.metadata.deletionTimestamp) return [];
  const found = backup.status?.conditions?.find(({ type }) => type === 'Complete');
  if (backup.spec.schedule?.suspend) return found ? [] : [tell(backup, now, SUSPENDED)];
  if (!found) return [...makeVolume(backup), tell(backup, now, RUNNING)];
  return [tell(backup, now, SUCCESS)];
}

function makeVolume({ metadata, spec }: PhysicalBackup): Action[] {
  const asked = spec.storage.persistentVolumeClaim;
  if (!asked) return [];
  const claim: PersistentVolumeClaim = {
    apiVersion: apiVersionOf(PERSISTENT_VOLUME_CLAIM),
    kind: PERSISTENT_VOLUME_CLAIM.kind,
    metadata: {
      name: metadata.name,
      namespace: metadata.namespace,
      ...(spec.inheritMetadata?.labels ? { labels: spec.inheritMetadata.labels } : {}),
    },
    spec: { accessModes: ['ReadWriteOnce'], ...asked },
  };
  return [create(PERSISTENT_VOLUME_CLAIM, claim)];
}
