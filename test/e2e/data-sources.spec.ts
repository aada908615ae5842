import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { SandboxApp, startAnyCluster, type Answer } from '../harness/sandbox-app.js';
import { S3_KEYS, S3Store } from '../doubles/object-stores/s3-store.js';
import { eventually } from '../harness/eventually.js';
import { PastBackups } from './past-backups.js';

const CLUSTERS = '/api/v1/namespaces/past/clusters';
const SPEC = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };
const ofBackup = (name: string, pointInTime?: object): object => ({ backupRef: { name }, pointInTime });

describe('what a new database refers to', () => {
  let sandbox: SandboxApp;
  let store: S3Store;
  let client: HttpKubeClient;

  beforeAll(async () => {
    store = await S3Store.start();
    const cluster = await startAnyCluster();
    client = connect(cluster.kubeConfigFor('system:admin', ['system:masters']), { userAgent: 'tests' });
    const past = await PastBackups.begin(client, 'past');
    await past.succeeded('good', '2026-01-01T12:00:00Z');
    await past.backup('failed', { phase: 'Failed', reason: 'Timeout', message: 'It did not end in time.' });
    await past.backup('kafka', { phase: 'Succeeded', engine: 'kafka', storage: 'cold', archive: 'past/kafka' });
    sandbox = await SandboxApp.over(cluster, { env: { DBAAS_STORAGE_ENDPOINTS_ALLOWED: '127.0.0.0/8' } });
    await sandbox.offersEngines();
    const spec = { type: 'S3', bucket: 'backups', endpoint: store.url, forcePathStyle: true };
    const body = { metadata: { name: 'main' }, spec, credentials: S3_KEYS };
    await sandbox.request('POST', '/api/v1/namespaces/past/backup-storages', { body });
    await eventually(
      () => sandbox.request('GET', '/api/v1/namespaces/past/backup-storages/main'),
      (answer) => answer.body.status?.conditions?.[0]?.reason === 'Probed',
    );
  });

  afterAll(async () => {
    await client.close();
    await sandbox.stop();
    await store.stop();
  });

  const create = (changes: object, query = ''): Promise<Answer> =>
    sandbox.request('POST', `${CLUSTERS}${query}`, {
      body: { metadata: { name: 'again' }, spec: { ...SPEC, ...changes } },
    });

  const WRONG: readonly { what: string; changes: object; pointer: string; says: string }[] = [
    {
      what: 'a storage that is not there',
      changes: { backup: { storageRef: { name: 'nowhere' } } },
      pointer: '/spec/backup/storageRef/name',
      says: 'There is no BackupStorage "nowhere"',
    },
    {
      what: 'a storage that cannot be used',
      changes: { backup: { storageRef: { name: 'cold' } } },
      pointer: '/spec/backup/storageRef/name',
      says: 'The BackupStorage "cold" cannot be used',
    },
    {
      what: 'a backup that is not there',
      changes: { dataSource: ofBackup('nobody') },
      pointer: '/spec/dataSource/backupRef/name',
      says: 'there is no DatabaseBackup of this name',
    },
    {
      what: 'a backup that failed',
      changes: { dataSource: ofBackup('failed') },
      pointer: '/spec/dataSource/backupRef/name',
      says: 'it is Failed',
    },
    {
      what: 'a backup of another engine',
      changes: { dataSource: ofBackup('kafka') },
      pointer: '/spec/dataSource/backupRef/name',
      says: 'it is a backup of kafka',
    },
    {
      what: 'a moment outside the window, which is told',
      changes: { dataSource: ofBackup('good', { time: '2025-01-01T00:00:00Z' }) },
      pointer: '/spec/dataSource/pointInTime/time',
      says: 'possible is from 2026-01-01T12:00:00Z to 2026-01-01T12:00:00Z',
    },
    {
      what: 'a moment that has not come',
      changes: { dataSource: { clusterRef: { name: 'orders' }, pointInTime: { time: '2999-01-01T00:00:00Z' } } },
      pointer: '/spec/dataSource/pointInTime/time',
      says: 'lies in the future',
    },
    {
      what: 'a database that has no backups',
      changes: { dataSource: { clusterRef: { name: 'nobody' } } },
      pointer: '/spec/dataSource',
      says: '"nobody" has no backup that can be restored',
    },
    {
      what: 'a backup in a storage that cannot be used',
      changes: { dataSource: ofBackup('good') },
      pointer: '/spec/dataSource',
      says: 'The BackupStorage "cold" cannot be used',
    },
    {
      what: 'a path that climbs out of the prefix',
      changes: { dataSource: { storage: { storageRef: { name: 'main' }, path: '../other/orders' } } },
      pointer: '/spec/dataSource/storage/path',
      says: "must not have '.' or '..'",
    },
    {
      what: 'a schedule that is none',
      changes: { backup: { storageRef: { name: 'main' }, schedules: [{ name: 'nightly', cron: 'every night' }] } },
      pointer: '/spec/backup/schedules/0/cron',
      says: 'five fields',
    },
  ];

  it.each(WRONG)('is refused with $what, by REST', async ({ changes, pointer, says }) => {
    for (const query of ['', '?dryRun=true']) {
      const { status, body } = await create(changes, query);
      expect([status, body.code]).toEqual([422, 'invalid_spec']);
      expect(body.errors).toMatchObject([{ pointer, message: expect.stringContaining(says) }]);
    }
    expect((await sandbox.request('GET', `${CLUSTERS}/again`)).status).toBe(404);
  });

  it.each(WRONG)('is refused with $what, by GraphQL', async ({ changes, pointer, says }) => {
    const query =
      'mutation ($input: CreateClusterInput!) { createCluster(input: $input) { cluster { kind } problems { pointer path message } } }';
    const input = { namespace: 'past', name: 'again', spec: { ...SPEC, ...changes } };
    const { body } = await sandbox.request('POST', '/graphql', { body: { query, variables: { input } } });
    const path = ['input', ...pointer.split('/').slice(1)];
    expect(body.data.createCluster).toEqual({
      cluster: null,
      problems: [{ pointer, path, message: expect.stringContaining(says) }],
    });
  });

  it('is said all at once with what else is wrong', async () => {
    const changes = { clusterSize: 0, backup: { storageRef: { name: 'nowhere' } }, dataSource: ofBackup('nobody') };
    const { body } = await create(changes);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/spec/clusterSize',
      '/spec/backup/storageRef/name',
      '/spec/dataSource/backupRef/name',
    ]);
  });

  it('is looked at again when another storage is named, and not otherwise', async () => {
    const backup = { storageRef: { name: 'main' } };
    expect((await create({ backup })).status).toBe(201);
    const patch = (spec: object): Promise<Answer> => sandbox.request('PATCH', `${CLUSTERS}/again`, { body: { spec } });
    const refused = await patch({ backup: { storageRef: { name: 'cold' } } });
    expect(refused.body.errors).toMatchObject([{ pointer: '/spec/backup/storageRef/name' }]);
    expect((await patch({ clusterSize: 2 })).status).toBe(200);
    await sandbox.request('DELETE', `${CLUSTERS}/again`);
    await eventually(
      () => sandbox.request('GET', `${CLUSTERS}/again`),
      ({ status }) => status === 404,
    );
  });

  it('tells in a dry run when its backups will be taken', async () => {
    const schedules = [
      { name: 'nightly', cron: '30 2 * * *', timeZone: 'Europe/Paris' },
      { name: 'off', cron: '0 0 1 * *', suspended: true },
    ];
    const { status, body } = await create({ backup: { storageRef: { name: 'main' }, schedules } }, '?dryRun=true');
    expect(status).toBe(200);
    const [nightly, off] = body.plan.schedules;
    expect(off).toEqual({ name: 'off', next: [] });
    expect(nightly.name).toBe('nightly');
    expect(nightly.next).toHaveLength(3);
    const hourInParis = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeStyle: 'short' });
    for (const time of nightly.next) expect(hourInParis.format(new Date(time))).toBe('02:30');
  });
});
