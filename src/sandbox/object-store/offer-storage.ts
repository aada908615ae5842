import { isNotFound, type KubeClient } from '../../kube/client/index.js';
import { apiVersionOf, SECRET, type KubeObject, type ResourceType } from '../../kube/meta/index.js';
import { BACKUP_STORAGE } from '../../resources/backup-storage/index.js';
import type { SandboxStore } from './sandbox-store.js';

const NAMESPACE = 'default';
const STORAGE = 'sandbox';
const SECRET_NAME = 'sandbox-storage-keys';
const FIELD_MANAGER = 'sandbox';
/** Whether we made it, and may bring it up to date. */
const OURS = { 'app.kubernetes.io/managed-by': FIELD_MANAGER };

/**
 * Makes a BackupStorage of the sandbox's own store, so that backups can be tried at once. What we made is brought up to
 * date: the port may be another one today. What somebody else put in its place is left alone.
 */
export async function offerStorage(
  client: KubeClient,
  store: Pick<SandboxStore, 'url' | 'bucket' | 'keys'>,
): Promise<void> {
  for (const { type, object } of objectsFor(store)) {
    const key = { namespace: NAMESPACE, name: object.metadata.name };
    const found = await client.get<KubeObject>(type, key).catch(undefinedWhenMissing);
    const isOurs = found?.metadata.labels?.['app.kubernetes.io/managed-by'] === FIELD_MANAGER;
    if (!found || isOurs) await client.apply(type, object, { fieldManager: FIELD_MANAGER, force: true });
  }
}

function objectsFor({
  url,
  bucket,
  keys,
}: Pick<SandboxStore, 'url' | 'bucket' | 'keys'>): { type: ResourceType; object: KubeObject }[] {
  const secret = {
    apiVersion: apiVersionOf(SECRET),
    kind: SECRET.kind,
    metadata: { name: SECRET_NAME, namespace: NAMESPACE, labels: OURS },
    data: {
      accessKeyId: Buffer.from(keys.accessKeyId).toString('base64'),
      secretAccessKey: Buffer.from(keys.secretAccessKey).toString('base64'),
    },
  };
  const storage = {
    apiVersion: apiVersionOf(BACKUP_STORAGE),
    kind: BACKUP_STORAGE.kind,
    metadata: { name: STORAGE, namespace: NAMESPACE, labels: OURS },
    spec: { type: 'S3', bucket, endpoint: url, forcePathStyle: true, credentialsRef: { name: SECRET_NAME } },
  };
  return [
    { type: SECRET, object: secret },
    { type: BACKUP_STORAGE, object: storage },
  ];
}

function undefinedWhenMissing(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}
