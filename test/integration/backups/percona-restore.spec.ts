import { MongodbStandIn } from '../../../src/sandbox/engines/mongodb/index.js';
import { MysqlStandIn } from '../../../src/sandbox/engines/mysql/index.js';
import { startAnyCluster } from '../../harness/sandbox-app.js';
import { BACKED_UP, BackupBench, PATIENCE_MS } from './backup-bench.js';

let bench: BackupBench;

beforeAll(async () => {
  const standIns = [new MongodbStandIn(), new MysqlStandIn()];
  bench = await BackupBench.start(undefined, await startAnyCluster({ standIns }));
}, PATIENCE_MS);

afterAll(() => bench.stop());

/** Engines whose operators restore into the database that stands; everything else is alike. */
it.each([
  { engine: 'mongodb', version: '8.0' },
  { engine: 'mysql', version: '8.4' },
])(
  'a database of engine $engine fills another one as it was at a moment, and goes back there itself',
  async ({ engine, version }) => {
    const small = { ...BACKED_UP, engine, version, clusterSize: 1, allowUnsafeTopology: true };
    const origin = await bench.born(`origin-${engine}`, small);
    await origin.write('a');
    await origin.take(`kept-${engine}`);
    const moment = await origin.write('b');
    await origin.write('c');
    const binding = await origin.binding();
    const { archive } = await origin.backedUp();

    const dataSource = { clusterRef: { name: origin.key.name }, pointInTime: { time: moment } };
    const copy = await bench.born(`copy-${engine}`, { ...small, dataSource });
    expect(await copy.rows()).toEqual(['a', 'b']);
    expect(await copy.letsIn()).toEqual(['app']);

    const operation = await origin.restore({ pointInTime: { time: moment } });
    expect(operation.status).toMatchObject({ phase: 'Succeeded', reason: 'Observed' });
    expect(await origin.rows()).toEqual(['a', 'b']);
    expect(await origin.binding()).toEqual(binding);
    expect(await origin.letsIn()).toEqual(['app']);
    const after = await origin.backedUp();
    expect(after.archive).not.toBe(archive);
    expect(after.recoveryWindow?.gaps).toHaveLength(1);
  },
  2 * PATIENCE_MS,
);
