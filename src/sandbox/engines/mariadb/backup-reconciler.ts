import type { KubeClient } from '../../../kube/client/kube-client.js';
import type { Clock } from '../../../kube/clock.js';
import type { ReconcileContext, Reconciler, Result } from '../../../kube/manager/index.js';
import { apiVersionOf, formatTime, keyOf, PERSISTENT_VOLUME_CLAIM, type ObjectKey } from '../../../kube/meta/index.js';
import { create, patchStatus, type Action } from '../mechanics/actions.js';
import { ActionsExecutor } from '../mechanics/execute-actions.js';
import type { Pace } from '../mechanics/pace.js';
import type { PersistentVolumeClaim } from '../mechanics/workloads.js';
import type { MariadbCaches } from './caches.js';
import { PHYSICAL_BACKUP } from './kinds.js';
import { isComplete, type PhysicalBackup } from './mariadb.js';
import { FIELD_MANAGER } from './well-known.js';

interface BackupReconcilerParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly caches: MariadbCaches;
  readonly pace: Pace;
}

/** Copies of a database: on a volume of its own, which outlives the order; a pattern waits for ever. */
export class BackupReconciler implements Reconciler {
  private readonly executor: ActionsExecutor<never, never>;

  constructor(private readonly parts: BackupReconcilerParts) {
    const forge = (recipe: never) => Promise.resolve(recipe);
    this.executor = new ActionsExecutor<never, never>({ client: parts.client, fieldManager: FIELD_MANAGER, forge });
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { caches, pace, clock } = this.parts;
    const backup = caches.backups.store.get(key);
    if (!backup) return pace.forget(keyOf(key));
    const waitMs = pace.remainingMs(backup);
    if (waitMs > 0) return { requeueAfterMs: waitMs };
    const actions = nextActions(backup, clock.now());
    if (actions.length === 0) return pace.rest(backup);
    await this.executor.execute(actions, undefined, ctx);
    const pauseMs = pace.stepDone(backup);
    return pauseMs > 0 ? { requeueAfterMs: pauseMs } : undefined;
  }
}

function nextActions(backup: PhysicalBackup, now: Date): Action[] {
  if (isComplete(backup) || backup.metadata.deletionTimestamp) return [];
  const found = backup.status?.conditions?.find(({ type }) => type === 'Complete');
  const tell = (status: 'True' | 'False', reason: string, message: string): Action =>
    patchStatus(PHYSICAL_BACKUP, backup, {
      conditions: [{ type: 'Complete', status, reason, message, lastTransitionTime: formatTime(now) }],
    });
  if (backup.spec.schedule?.suspend) return found ? [] : [tell('False', 'JobSuspended', 'Suspended')];
  if (!found) return [...makeVolume(backup), tell('False', 'JobRunning', 'Running')];
  return [tell('True', 'JobComplete', 'Success')];
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
