import { isTerminal } from '../../../src/operations/index.js';
import { PSMDB, PSMDB_RESTORE } from '../../../src/providers/mongodb/upstream.js';
import { OPS_REQUEST, type OpsRequest } from '../../../src/resources/ops-request/index.js';
import { MongodbStandIn } from '../../../src/sandbox/engines/mongodb/index.js';
import { startAnyCluster } from '../../harness/sandbox-app.js';
import { History } from '../clusters/history.js';
import { BACKED_UP, BackupBench, PATIENCE_MS, type BackedUpDatabase } from './backup-bench.js';
import { liveAndDie } from './live-and-die.js';

const NAME = 'events';

let bench: BackupBench;
let history: History;
let events: BackedUpDatabase;

beforeAll(async () => {
  bench = await BackupBench.start(undefined, await startAnyCluster({ standIns: [new MongodbStandIn()] }));
  const spec = { ...BACKED_UP, engine: 'mongodb', version: '8.0', clusterSize: 1, allowUnsafeTopology: true };
  events = await bench.born(NAME, spec);
  await events.write('a');
  await events.take('kept');
  await events.write('b');
  await bench.bench.stopApplication();
  history = await History.follow(bench.bench.client, [PSMDB, PSMDB_RESTORE], bench.namespace);
}, 2 * PATIENCE_MS);

afterAll(async () => {
  await history.stop();
  await bench.stop();
});

const uidsOf = (type: typeof PSMDB): number => new Set(history.states(type).map(({ metadata }) => metadata.uid)).size;

it(
  'a restore into the database that stands goes on wherever it was cut off, and is asked for once',
  async () => {
    const binding = await events.binding();
    const key = bench.key('back');
    await bench.bench.client.create(OPS_REQUEST, {
      apiVersion: 'dbaas.io/v1alpha1',
      kind: 'OpsRequest',
      metadata: key,
      spec: {
        clusterRef: { name: NAME },
        type: 'Restore',
        restore: { backupRef: { name: 'kept' } },
      },
    });
    const read = (): Promise<OpsRequest> => bench.bench.get<OpsRequest>(OPS_REQUEST, key);
    const lives = await liveAndDie(bench, async () => isTerminal(await read()));
    const { status } = await read();
    expect(status).toMatchObject({ phase: 'Succeeded', reason: 'Observed', refill: { incarnation: 2 } });
    expect(lives).toBeGreaterThan(10);
    expect(await events.rows()).toEqual(['a']);
    expect(await events.binding()).toEqual(binding);
    await history.caughtUp();
    expect([uidsOf(PSMDB), uidsOf(PSMDB_RESTORE)]).toEqual([1, 1]);
    const folders = new Set(bench.store.keysIn('backups').map((stored) => stored.split('/').slice(0, 2).join('/')));
    const lifeOf = (folder: string): string[] => /-(\d+)-v8\.0$/.exec(folder)?.slice(1) ?? [];
    expect([...folders].flatMap(lifeOf).sort()).toEqual(['1', '2']);
    // The first of each life, and the one that was kept: none of them twice.
    const origins = (await bench.backups()).map(({ status: is }) => `${is?.origin} ${is?.phase}`);
    expect(origins.sort()).toEqual(['OnDemand Succeeded', 'Scheduled Succeeded', 'Scheduled Succeeded']);
  },
  6 * PATIENCE_MS,
);
