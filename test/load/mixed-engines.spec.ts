import {
  DATABASE_CLUSTER,
  type DatabaseCluster,
  type DatabaseClusterSpec,
} from '../../src/resources/database-cluster/index.js';
import { ERRANDS, refusalOf, type Errand } from '../conformance/engines/asks.js';
import { offered } from '../conformance/engines/engine-bench.js';
import { ENGINES, type EngineUnderTest } from '../conformance/engines/engine-under-test.js';
import { inParallel } from '../fuzz/in-parallel.js';
import { SeededRandom } from '../fuzz/seeded-random.js';
import { isAt } from '../integration/clusters/bench.js';
import { OperationBench, type OperatedCluster } from '../integration/operations/operation-bench.js';

/** 300 over all engines where LOAD is set, which takes minutes; else two of each. */
const PER_ENGINE = process.env.LOAD ? Math.ceil(300 / ENGINES.length) : 2;
const TOTAL = PER_ENGINE * ENGINES.length;
const SEED = Number(process.env.LOAD_SEED ?? 1);
const OPERATIONS_EACH = process.env.LOAD ? 4 : 2;
/** Databases that something is asked of at the same time; all stand there at the same time. */
const WIDTH = 24;
/** Limits must not run out because a machine has so much to do: with many databases time goes by as it does for users. */
const SPEED = process.env.LOAD ? 1 : undefined;
const RUN_MS = process.env.LOAD ? 3_600_000 : 120_000;

/** One database and what it has been through. */
interface Life {
  readonly engine: EngineUnderTest;
  readonly cluster: OperatedCluster;
  readonly errands: readonly Errand[];
  /** What its specification has to be in the end. */
  intended?: DatabaseClusterSpec;
  /** Of its operations, how they ended. */
  readonly ends: string[];
}

let bench: OperationBench;
let lives: readonly Life[];

beforeAll(async () => {
  bench = await OperationBench.start(SPEED);
  await Promise.all(ENGINES.map((engine) => offered(bench.bench, engine)));
  const random = new SeededRandom(SEED);
  lives = Array.from({ length: TOTAL }, (_, n) => aLife(ENGINES[n % ENGINES.length]!, n, random.fork(n)));
});

afterAll(() => bench.stop());

function aLife(engine: EngineUnderTest, number: number, random: SeededRandom): Life {
  const cluster = bench.cluster(`db-${number}`);
  return { engine, cluster, errands: someErrands(engine, random), ends: [] };
}

/** Each once, for some can be had but once; who is stopped is started again. */
function someErrands(engine: EngineUnderTest, random: SeededRandom): Errand[] {
  const offers = ERRANDS.filter(({ type }) => type !== 'Start' && refusalOf(engine, type) === undefined);
  const start = ERRANDS.filter(({ type }) => type === 'Start');
  const chosen = random.shuffled(offers).slice(0, OPERATIONS_EACH);
  return chosen.flatMap((errand) => (errand.type === 'Stop' ? [errand, ...start] : [errand]));
}

const read = ({ cluster }: Life): Promise<DatabaseCluster> =>
  bench.bench.get<DatabaseCluster>(DATABASE_CLUSTER, cluster.key);

async function beBorn({ engine, cluster }: Life): Promise<void> {
  await bench.bench.create(cluster.key, { spec: engine.smallest({ version: engine.upgrade().from }) });
  await bench.bench.running(cluster.key, RUN_MS);
}

async function live(life: Life): Promise<void> {
  life.intended = (await read(life)).spec;
  for (const errand of life.errands) life.ends.push(await runs(errand, life).catch(toldBy(life, errand)));
}

async function runs(errand: Errand, life: Life): Promise<string> {
  const ask = { type: errand.type, ...errand.ask(life.engine, await read(life)) };
  const { status } = await life.cluster.run(ask);
  life.intended = { ...life.intended!, ...errand.leaves?.(life.intended!, ask) };
  const end = `${errand.type} ${status?.phase} ${status?.reason}`;
  return status?.phase === 'Succeeded' ? end : `${end} of ${life.engine.name}: ${status?.message}`;
}

/** One that goes wrong is told among the ends, and the others go on. */
const toldBy =
  ({ engine }: Life, { type }: Errand) =>
  (error: Error): string =>
    `${type} of ${engine.name}: ${error.message}`;

it(
  `${TOTAL} databases of all engines come through random operations to what was intended`,
  async () => {
    await inParallel(TOTAL, WIDTH, (n) => beBorn(lives[n]!));
    await inParallel(TOTAL, WIDTH, (n) => live(lives[n]!));
    expect(lives.map(({ ends }) => ends)).toEqual(
      lives.map(({ errands }) => errands.map(({ type }) => `${type} Succeeded Observed`)),
    );
    for (const life of lives) {
      const found = await read(life);
      const { name } = found.metadata;
      expect({ name, spec: found.spec }).toEqual({ name, spec: life.intended });
      expect({ name, isRunning: isAt(found, 'Running'), ready: found.status?.readyMembers }).toEqual({
        name,
        isRunning: true,
        ready: found.spec.clusterSize,
      });
    }
  },
  RUN_MS,
);
