import { S3_KEYS, S3Store } from '../doubles/object-stores/s3-store.js';
import { KubectlBench, untilRunning } from './kubectl-bench.js';
import { rowsOf, type Kubectl } from './kubectl.js';

const APPLY = ['apply', '-f', '-'];
const ALLOWED = { DBAAS_STORAGE_ENDPOINTS_ALLOWED: '127.0.0.0/8' };

const manifest = (kind: string, name: string, spec: object): object => ({
  apiVersion: 'dbaas.io/v1alpha1',
  kind,
  metadata: { name },
  spec,
});

describe('kubectl and backups', () => {
  let bench: KubectlBench;
  let store: S3Store;
  let kubectl: Kubectl;

  beforeAll(async () => {
    store = await S3Store.start();
    bench = await KubectlBench.start(ALLOWED);
    ({ kubectl } = await bench.namespace());
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, stringData: S3_KEYS };
    await kubectl.ok(APPLY, { stdin: secret });
    const bucket = { type: 'S3', bucket: 'backups', endpoint: store.url, forcePathStyle: true };
    await kubectl.ok(APPLY, {
      stdin: manifest('BackupStorage', 'main', { ...bucket, credentialsRef: { name: 'keys' } }),
    });
    await kubectl.ok(['wait', 'bst/main', '--for=condition=Ready', '--timeout=20s']);
    const size = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '10Gi' } };
    await kubectl.ok(APPLY, {
      stdin: manifest('DatabaseCluster', 'orders', { ...size, backup: { storageRef: { name: 'main' } } }),
    });
    await untilRunning(kubectl);
    await kubectl.ok(['wait', 'dbc/orders', '--for=condition=BackupHealthy', '--timeout=60s']);
  });

  afterAll(async () => {
    await bench.stop();
    await store.stop();
  });

  it('takes one, waits for its end, and reads it in columns', async () => {
    await kubectl.ok(APPLY, { stdin: manifest('DatabaseBackup', 'asked-for', { clusterRef: { name: 'orders' } }) });
    await kubectl.ok(['wait', 'dbb/asked-for', '--for=jsonpath={.status.phase}=Succeeded', '--timeout=60s']);
    await kubectl.ok(['wait', 'dbb/asked-for', '--for=condition=Recorded', '--timeout=60s']);
    const rows = rowsOf(await kubectl.ok(['get', 'dbb', 'asked-for', '-o', 'wide']));
    expect(rows[0]).toMatchObject({
      cluster: 'orders',
      phase: 'Succeeded',
      origin: 'OnDemand',
      storage: 'main',
      version: '17.6',
      reason: 'Completed',
    });
  });

  it('cannot ask for a backup elsewhere, and is told why', async () => {
    const elsewhere = { clusterRef: { name: 'orders' }, storageRef: { name: 'other' } };
    await kubectl.ok(APPLY, { stdin: manifest('DatabaseBackup', 'elsewhere', elsewhere) });
    await kubectl.ok(['wait', 'dbb/elsewhere', '--for=jsonpath={.status.phase}=Failed', '--timeout=60s']);
    const message = await kubectl.ok(['get', 'dbb', 'elsewhere', '-o', 'jsonpath={.status.message}']);
    expect(message).toContain('backs up to "main"');
  });

  it('puts a database back, and finds its story', async () => {
    const restore = { clusterRef: { name: 'orders' }, type: 'Restore', restore: { pointInTime: { latest: true } } };
    await kubectl.ok(APPLY, { stdin: manifest('OpsRequest', 'back', restore) });
    await kubectl.ok(['wait', 'ops/back', '--for=condition=Complete', '--timeout=60s']);
    const log = await kubectl.ok(['get', 'ops', 'back', '-o', 'jsonpath={range .status.log[*]}{.message}{"\\n"}{end}']);
    expect(log).toMatch(/point of no return is RemoveOld/);
    expect(log.split('\n').at(-1)).toBe('The data is back, and its first backup has succeeded.');
    const incarnation = await kubectl.ok(['get', 'dbc', 'orders', '-o', 'jsonpath={.status.incarnation.number}']);
    expect(incarnation).toBe('2');
  });

  it('keeps a storage for those who use it, and finds in the bucket what it has forgotten', async () => {
    await kubectl.ok(['delete', 'dbb', 'asked-for']);
    await kubectl.ok(['annotate', 'bst', 'main', 'dbaas.io/discover=again']);
    await kubectl.ok(['wait', 'bst/main', '--for=jsonpath={.status.discovery.request}=again', '--timeout=20s']);
    await kubectl.ok(['wait', 'dbb/asked-for', '--for=jsonpath={.status.origin}=Discovered', '--timeout=20s']);
    await kubectl.ok(['delete', 'bst', 'main', '--wait=false']);
    const users = await kubectl.ok(['get', 'bst', 'main', '-o', 'jsonpath={.status.usedBy}']);
    expect(users).toContain('DatabaseCluster/orders');
  });

  it('refuses two kinds of retention at once', async () => {
    const patch = JSON.stringify({ spec: { backup: { retention: { recoveryWindowDays: 1, keepLast: 1 } } } });
    const refusal = await kubectl.refused(['patch', 'dbc', 'orders', '--type=merge', '-p', patch]);
    expect(refusal).toContain('needs exactly one of recoveryWindowDays and keepLast');
  });

  it('stores a schedule that nobody can read, and is told so', async () => {
    const schedules = [{ name: 'nightly', cron: 'every night' }];
    const patch = JSON.stringify({ spec: { backup: { schedules } } });
    await kubectl.ok(['patch', 'dbc', 'orders', '--type=merge', '-p', patch]);
    await kubectl.ok(['wait', 'dbc/orders', '--for=condition=SpecValid=false', '--timeout=20s']);
    const message = await kubectl.ok(['get', 'dbc', 'orders', '-o', 'jsonpath={.status.message}']);
    expect(message).toMatch(/spec\.backup\.schedules\[0\]\.cron: .*What runs is left as it was\./);
  });
});
