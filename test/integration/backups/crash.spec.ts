import { PERSISTENT_VOLUME_CLAIM, type UntypedObject } from '../../../src/kube/meta/index.js';
import { isTerminal } from '../../../src/operations/index.js';
import { CNPG_CLUSTER } from '../../../src/providers/postgresql/upstream.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../../src/resources/database-backup/index.js';
import { DATABASE_CLUSTER, type DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import { OPS_REQUEST, type OpsRequest, type OpsRequestSpec } from '../../../src/resources/ops-request/index.js';
import { aCluster } from '../clusters/bench.js';
import { History } from '../clusters/history.js';
import { BACKED_UP, BackupBench, PATIENCE_MS, type BackedUpDatabase } from './backup-bench.js';
import { liveAndDie } from './live-and-die.js';

const KINDS = [CNPG_CLUSTER, DATABASE_BACKUP, PERSISTENT_VOLUME_CLAIM];

let bench: BackupBench;
let history: History;
const databases = new Map<string, BackedUpDatabase>();

beforeAll(async () => {
  bench = await BackupBench.start();
  for (const name of ['in-place', 'by-name', 'asked', 'leaving']) {
    const policy = name === 'leaving' ? { deletionPolicy: 'BackupThenDelete' as const } : {};
    const database = await bench.born(name, policy);
    await database.write('a');
    await database.take(`${name}-kept`);
    await database.write('b');
    databases.set(name, database);
  }
  await bench.bench.stopApplication();
  history = await History.follow(bench.bench.client, KINDS, bench.namespace);
}, 4 * PATIENCE_MS);

afterAll(async () => {
  await history.stop();
  await bench.stop();
});

async function ask(name: string, spec: Omit<OpsRequestSpec, 'clusterRef'>): Promise<() => Promise<OpsRequest>> {
  const key = bench.key(`${name}-op`);
  await bench.bench.client.create(OPS_REQUEST, {
    apiVersion: 'dbaas.io/v1alpha1',
    kind: 'OpsRequest',
    metadata: key,
    spec: { clusterRef: { name }, ...spec },
  });
  return () => bench.bench.get<OpsRequest>(OPS_REQUEST, key);
}

const uidsOf = (type: (typeof KINDS)[number], name: string): number => {
  const states = history.states(type).filter(({ metadata }) => metadata.name === name);
  return new Set(states.map(({ metadata }) => metadata.uid)).size;
};

const volumesOf = (name: string): Promise<UntypedObject[]> =>
  bench.bench
    .list(PERSISTENT_VOLUME_CLAIM, bench.namespace)
    .then((claims) => claims.filter(({ metadata }) => metadata.labels?.['cnpg.io/cluster'] === name));

const archivesOf = (name: string): string[] => {
  const folders = bench.store.keysIn('backups').map((key) => key.split('/').slice(0, 2).join('/'));
  return [...new Set(folders)].filter((folder) => folder.startsWith(`${bench.namespace}/${name}-`)).sort();
};

const backupsOf = (name: string): Promise<DatabaseBackup[]> =>
  bench.backups().then((backups) => backups.filter(({ spec }) => spec.clusterRef.name === name));

it(
  'a restore in place goes on wherever it was cut off, and ends once',
  async () => {
    const database = databases.get('in-place')!;
    const binding = await database.binding();
    const read = await ask('in-place', {
      type: 'Restore',
      restore: { backupRef: { name: 'in-place-kept' }, safetyBackup: true },
    });
    const lives = await liveAndDie(bench, async () => isTerminal(await read()));
    expect(lives).toBeGreaterThan(10);
    const { status } = await read();
    expect(status).toMatchObject({ phase: 'Succeeded', reason: 'Observed', rebirth: { incarnation: 2 } });
    expect(await database.rows()).toEqual(['a']);
    expect(await database.binding()).toEqual(binding);
    await history.caughtUp();
    // The old one and the new one, and no third in between.
    expect(uidsOf(CNPG_CLUSTER, 'in-place')).toBe(2);
    expect((await volumesOf('in-place')).every(({ metadata }) => metadata.ownerReferences?.length === 1)).toBe(true);
    expect(archivesOf('in-place')).toEqual([expect.stringMatching(/-1-v17$/), expect.stringMatching(/-2-v17$/)]);
    const origins = (await backupsOf('in-place')).map(({ status: is }) => `${is?.origin} ${is?.phase}`);
    // The first of each archive, the one that was kept, and the safety backup: none of them twice.
    expect(origins.sort()).toEqual([
      'OnDemand Succeeded',
      'OnDemand Succeeded',
      'Scheduled Succeeded',
      'Scheduled Succeeded',
    ]);
  },
  6 * PATIENCE_MS,
);

it(
  'a new database is filled once, whenever its process dies',
  async () => {
    const spec: Partial<DatabaseClusterSpec> = { ...BACKED_UP, dataSource: { backupRef: { name: 'by-name-kept' } } };
    await bench.bench.client.create(DATABASE_CLUSTER, aCluster(bench.key('copy'), { spec }));
    const copy = bench.database('copy');
    const lives = await liveAndDie(bench, async () => (await copy.read()).status?.backup?.lastSuccessful !== undefined);
    expect(lives).toBeGreaterThan(5);
    expect(await copy.rows()).toEqual(['a']);
    await history.caughtUp();
    expect(uidsOf(CNPG_CLUSTER, 'copy')).toBe(1);
    expect((await copy.read()).status?.incarnation).toMatchObject({ number: 1, source: { storage: 'main' } });
    expect(archivesOf('copy')).toHaveLength(1);
    expect(await backupsOf('copy')).toHaveLength(1);
  },
  4 * PATIENCE_MS,
);

it(
  'a backup that is asked for is taken once',
  async () => {
    const read = await ask('asked', { type: 'Backup', backup: { name: 'asked-for' } });
    const lives = await liveAndDie(bench, async () => isTerminal(await read()));
    expect(lives).toBeGreaterThan(4);
    expect((await read()).status).toMatchObject({ phase: 'Succeeded', result: { backupRef: { name: 'asked-for' } } });
    const { status } = await bench.get(DATABASE_BACKUP, 'asked-for');
    const taken = bench.store.keysIn('backups').filter((key) => key.startsWith(`${status!.archive}/base/`));
    // The first, the one that was kept, and this one, of two files each.
    expect(taken).toHaveLength(6);
  },
  4 * PATIENCE_MS,
);

it(
  'a last backup is taken once before the data goes',
  async () => {
    await bench.bench.client.delete(DATABASE_CLUSTER, bench.key('leaving'));
    const isGone = async (): Promise<boolean> =>
      (await bench.bench.find(DATABASE_CLUSTER, bench.key('leaving'))) === undefined;
    expect(await liveAndDie(bench, isGone)).toBeGreaterThan(4);
    const last = (await backupsOf('leaving')).filter(({ metadata }) => metadata.name.startsWith('leaving-last-'));
    expect(last.map(({ status }) => status?.phase)).toEqual(['Succeeded']);
    expect(await volumesOf('leaving')).toEqual([]);
  },
  4 * PATIENCE_MS,
);
