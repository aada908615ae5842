import { LABELS } from '../../src/domain/naming.js';
import type { HttpKubeClient } from '../../src/kube/client/index.js';
import { apiVersionOf, NAMESPACE } from '../../src/kube/meta/index.js';
import { BACKUP_STORAGE, type BackupStorage } from '../../src/resources/backup-storage/index.js';
import {
  DATABASE_BACKUP,
  type DatabaseBackup,
  type DatabaseBackupStatus,
} from '../../src/resources/database-backup/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../src/resources/database-cluster/index.js';

const SPEC = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };

/**
 * A namespace with a past, put there before the application starts: the loops find what has ended, and a storage that
 * nobody can enter.
 */
export class PastBackups {
  /** Of the database `orders`, where it is still there. */
  #uid: string | undefined;

  private constructor(
    private readonly client: HttpKubeClient,
    readonly namespace: string,
  ) {}

  static async begin(client: HttpKubeClient, namespace: string): Promise<PastBackups> {
    await client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    const past = new PastBackups(client, namespace);
    const spec = {
      type: 'S3' as const,
      bucket: 'cold',
      endpoint: 'http://127.0.0.1:9',
      credentialsRef: { name: 'no' },
    };
    await client.create<BackupStorage>(BACKUP_STORAGE, { ...past.object(BACKUP_STORAGE, 'cold'), spec });
    return past;
  }

  /** One of the database `orders`; of the one that is there, where it was made before. */
  async backup(name: string, status: DatabaseBackupStatus, labels?: Record<string, string>): Promise<void> {
    const origin = this.#uid && { [LABELS.clusterUid]: this.#uid };
    const backup = {
      ...this.object(DATABASE_BACKUP, name, { ...labels, ...origin }),
      spec: { clusterRef: { name: 'orders' } },
    };
    await this.client.create<DatabaseBackup>(DATABASE_BACKUP, backup);
    const key = { namespace: this.namespace, name };
    await this.client.patch(DATABASE_BACKUP, key, { type: 'merge', body: { status } }, { subresource: 'status' });
  }

  /** One that succeeded, and can be brought to from this moment on. */
  succeeded(name: string, recoverableFrom: string, labels?: Record<string, string>): Promise<void> {
    const archive = `${this.namespace}/orders-1a2b3c4d-1-v17`;
    const path = `${archive}/base/${name}`;
    const place = { storage: 'cold', archive, path, backupId: name };
    const ran = { phase: 'Succeeded' as const, origin: 'Scheduled' as const, engine: 'postgresql', version: '17.6' };
    return this.backup(name, { ...ran, ...place, completedAt: recoverableFrom, recoverableFrom }, labels);
  }

  /** Asked for by `kubectl`, whatever stands against it. */
  async cluster(name: string, changes: object = {}): Promise<void> {
    const cluster = { ...this.object(DATABASE_CLUSTER, name), spec: { ...SPEC, ...changes } };
    const { metadata } = await this.client.create<DatabaseCluster>(DATABASE_CLUSTER, cluster);
    if (name === 'orders') this.#uid = metadata.uid;
  }

  private object(
    type: typeof DATABASE_BACKUP,
    name: string,
    labels?: Record<string, string>,
  ): {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace: string; labels?: Record<string, string> };
  } {
    return {
      apiVersion: apiVersionOf(type),
      kind: type.kind,
      metadata: { name, namespace: this.namespace, ...(labels && { labels }) },
    };
  }
}
