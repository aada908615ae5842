import type { KubeClient } from '../../../kube/client/kube-client.js';
import type { Clock } from '../../../kube/clock.js';
import type { ReconcileContext, Reconciler, Result } from '../../../kube/manager/index.js';
import type { ObjectKey } from '../../../kube/meta/index.js';
import { ArchiveError } from '../mechanics/archive/archive-bucket.js';
import { secretReader } from '../mechanics/archive/read-secret.js';
import { KeptData } from '../mechanics/data/kept-data.js';
import { openBucket } from './backups/bucket.js';
import { readCopy } from './backups/copies.js';
import type { MariadbCaches } from './caches.js';
import { databaseAnnotations, filledWith, readDatabase, served, type Database } from './data.js';
import { MARIADB } from './kinds.js';
import type { Mariadb } from './mariadb.js';
import { isReady, rootPasswordOf, viewMariadb } from './view.js';
import { FIELD_MANAGER } from './well-known.js';

interface DataParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly caches: MariadbCaches;
}

/** Jobs are tried again and again. */
const RETRY_MS = 1_000;

/** What is in the database: the copy that it is born with, and what clients write. */
export class DataReconciler implements Reconciler {
  constructor(private readonly parts: DataParts) {}

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { caches, client, clock } = this.parts;
    const mariadb = caches.databases.store.get(key);
    if (!mariadb || mariadb.metadata.deletionTimestamp) return undefined;
    const found = readDatabase(mariadb);
    const keeping = { client, type: MARIADB, fieldManager: FIELD_MANAGER, annotationsOf: databaseAnnotations };
    const kept = new KeptData<Database>(keeping, mariadb, found ?? { rows: [], next: 0, pending: [] });
    if (!found && mariadb.spec.bootstrapFrom) return this.fill(mariadb, kept, ctx);
    const view = viewMariadb(mariadb, caches.objectsOf(key), clock.now());
    if (!isReady(view, view.primaryIndex)) return undefined;
    await kept.save(served(found, rootPasswordOf(view), mariadb, clock.now()), ctx);
    return undefined;
  }

  private async fill(mariadb: Mariadb, kept: KeptData<Database>, ctx: ReconcileContext): Promise<Result> {
    const { s3, targetRecoveryTime = this.parts.clock.now().toISOString() } = mariadb.spec.bootstrapFrom!;
    try {
      if (!s3) throw new ArchiveError('the sandbox restores from S3 alone');
      const read = secretReader(mariadb.metadata.namespace, (key) => this.parts.caches.secrets.store.get(key));
      const bucket = await openBucket(s3, read, ctx.signal);
      const copy = await readCopy(bucket, s3.prefix ?? '', targetRecoveryTime).finally(() => bucket.close());
      await kept.save(filledWith(copy), ctx);
      return undefined;
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      ctx.logger.debug('Not restored', { because: error.message });
      return { requeueAfterMs: RETRY_MS };
    }
  }
}
