import { PERSISTENT_VOLUME_CLAIM, POD } from '../../../src/kube/meta/index.js';
import type { DatabaseCluster } from '../../../src/resources/database-cluster/index.js';
import { OperationBench, PATIENCE_MS, type OperatedCluster } from '../../integration/operations/operation-bench.js';
import { BACKUP_ERRANDS, CUSTOM_ERRAND, customOf, ERRANDS, refusalOf, type Errand } from './asks.js';
import { offered } from './engine-bench.js';
import { ENGINES, type EngineUnderTest } from './engine-under-test.js';

/** Longer than any operation takes. */
const RUN_MS = 3 * PATIENCE_MS;

interface Row {
  readonly name: string;
  readonly type: string;
  readonly engine: EngineUnderTest;
  readonly errand: Errand;
}

const rowsOf = (errands: readonly Errand[], isWanted: (engine: EngineUnderTest, errand: Errand) => boolean): Row[] =>
  ENGINES.flatMap((engine) =>
    errands
      .filter((errand) => isWanted(engine, errand))
      .map((errand) => ({ name: engine.name, type: errand.type, engine, errand })),
  );

const OFFERED = rowsOf(ERRANDS, (engine, { type }) => refusalOf(engine, type) === undefined);
const REFUSED = rowsOf(
  [...ERRANDS, ...BACKUP_ERRANDS, CUSTOM_ERRAND],
  (engine, { type }) => refusalOf(engine, type) !== undefined,
);
/** Of those that take backups, a database with a storage can do more: theirs are carried out among the backups. */
const CUSTOM = ENGINES.filter((engine) => refusalOf(engine, 'Backup') !== undefined).flatMap((engine) =>
  customOf(engine).map((operation) => ({ name: engine.name, engine, operation })),
);

let bench: OperationBench;

beforeAll(async () => {
  bench = await OperationBench.start();
  await Promise.all(ENGINES.map(born));
}, RUN_MS);

afterAll(() => bench.stop());

/** One database of each engine, on which all of its operations follow each other. */
async function born(engine: EngineUnderTest): Promise<void> {
  await offered(bench.bench, engine);
  const { key } = databaseOf(engine);
  await bench.bench.create(key, { spec: engine.smallest({ version: engine.upgrade().from }) });
  await bench.bench.running(key, PATIENCE_MS);
}

const databaseOf = ({ name }: EngineUnderTest): OperatedCluster => bench.cluster(`db-${name}`);

const read = ({ key }: OperatedCluster): Promise<DatabaseCluster> => bench.bench.until(key, () => true);

/** Of all pods and volumes that are named after the database. */
async function uidsOf({ key }: OperatedCluster): Promise<string[]> {
  const found = await Promise.all([POD, PERSISTENT_VOLUME_CLAIM].map((type) => bench.bench.list(type, key.namespace)));
  const mine = found.flat().filter(({ metadata }) => metadata.name.includes(key.name));
  return mine.map(({ metadata }) => metadata.uid!).sort();
}

describe.each(OFFERED)('$type of $name', ({ engine, errand }) => {
  it(
    'is carried out as its dry run says, changes its own fields alone, and lasts',
    async () => {
      const database = databaseOf(engine);
      const before = await read(database);
      const ask = { type: errand.type, ...errand.ask(engine, before) };
      const plan = await database.plan(ask);
      const { status } = await database.run(ask);
      expect([status?.phase, status?.reason, status?.message]).toEqual(['Succeeded', 'Observed', expect.any(String)]);
      expect(status?.steps?.filter(({ state }) => state !== 'Done' && state !== 'Skipped')).toEqual([]);
      expect(plan.disruption).toBe(status?.disruption);
      const after = await read(database);
      expect(after.spec).toEqual({ ...before.spec, ...errand.leaves?.(before.spec, ask) });
      const uids = await uidsOf(database);
      await bench.bench.lookAgain(database.key);
      // Twice, so that the field by which the loop is made to look is what it was.
      await bench.bench.lookAgain(database.key);
      expect(await uidsOf(database)).toEqual(uids);
      expect((await read(database)).spec).toMatchObject(after.spec);
    },
    RUN_MS,
  );
});

it.each(REFUSED)(
  '$type of $name is refused with its reason, before anything is written',
  async ({ engine, errand }) => {
    const database = databaseOf(engine);
    const before = await read(database);
    const { status, body } = await database.post({ type: errand.type, ...errand.ask(engine, before) });
    expect({ status, code: body.code, detail: body.detail }).toEqual({
      status: 422,
      code: 'unsupported_operation',
      detail: expect.stringContaining(refusalOf(engine, errand.type)!),
    });
    expect((await read(database)).metadata.generation).toBe(before.metadata.generation);
  },
);

it.each(CUSTOM)(
  '$operation of $name is carried out by its name',
  async ({ engine, operation }) => {
    const { status } = await databaseOf(engine).run({ type: 'Custom', custom: { name: operation } });
    expect([status?.phase, status?.message]).toEqual(['Succeeded', expect.any(String)]);
  },
  RUN_MS,
);
