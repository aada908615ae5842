import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { SECRET, type KubeObject, type UntypedObject } from '../../../src/kube/meta/index.js';
import { BACKUP_STORAGE, type BackupStorage } from '../../../src/resources/backup-storage/index.js';
import { offerStorage } from '../../../src/sandbox/object-store/index.js';
import { startTestCluster, type TestCluster } from '../../harness/sandbox-app.js';

const KEY = { namespace: 'default', name: 'sandbox' };
const aStore = (url: string, secretAccessKey = 'a-secret'): Parameters<typeof offerStorage>[1] => ({
  url,
  bucket: 'backups',
  keys: { accessKeyId: 'AKSANDBOX', secretAccessKey },
});

describe('the storage that a sandbox offers', () => {
  let cluster: TestCluster;
  let client: HttpKubeClient;

  beforeAll(async () => {
    cluster = await startTestCluster({ standIns: [] });
    client = connect(cluster.kubeConfigFor('sandbox'), { userAgent: 'sandbox' });
  });
  afterAll(async () => {
    await client.close();
    await cluster.stop();
  });

  const secretOf = async (storage: BackupStorage): Promise<string> => {
    const name = storage.spec.credentialsRef!.name;
    const { data } = await client.get<UntypedObject>(SECRET, { namespace: 'default', name });
    return Buffer.from((data as Record<string, string>).secretAccessKey!, 'base64').toString();
  };

  it('leads to its store, today as at every start', async () => {
    await offerStorage(client, aStore('http://127.0.0.1:9000'));
    const { metadata } = await client.get(BACKUP_STORAGE, KEY);
    await offerStorage(client, aStore('http://127.0.0.1:9000'));
    expect((await client.get(BACKUP_STORAGE, KEY)).metadata.resourceVersion).toBe(metadata.resourceVersion);
    await offerStorage(client, aStore('http://127.0.0.1:9001', 'another-secret'));
    const storage = await client.get<BackupStorage>(BACKUP_STORAGE, KEY);
    expect(storage.spec).toMatchObject({ type: 'S3', bucket: 'backups', endpoint: 'http://127.0.0.1:9001' });
    expect(await secretOf(storage)).toBe('another-secret');
  });

  it('is left alone when somebody has put another one in its place', async () => {
    const body = {
      metadata: { labels: { 'app.kubernetes.io/managed-by': null } },
      spec: { endpoint: 'https://minio' },
    };
    await client.patch<KubeObject>(BACKUP_STORAGE, KEY, { type: 'merge', body });
    await offerStorage(client, aStore('http://127.0.0.1:9002'));
    expect((await client.get<BackupStorage>(BACKUP_STORAGE, KEY)).spec.endpoint).toBe('https://minio');
  });
});
