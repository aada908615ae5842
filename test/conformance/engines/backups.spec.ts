import type { OpsRequest } from '../../../src/resources/ops-request/index.js';
import type { DataSource } from '../../../src/resources/database-cluster/index.js';
import type { DatabaseBackup } from '../../../src/resources/database-backup/index.js';
import type { Answer } from '../../harness/sandbox-app.js';
import { BACKED_UP, BackupBench, PATIENCE_MS } from '../../integration/backups/backup-bench.js';
import { customOf, refusalOf } from './asks.js';
import { offered } from './engine-bench.js';
import { ENGINES, type EngineUnderTest } from './engine-under-test.js';

const KEEPERS = ENGINES.filter((engine) => refusalOf(engine, 'Backup') === undefined);

/** One database that is written to, backed up, written to again, and taken back. */
interface Story {
  readonly bindings: readonly unknown[];
  readonly backup: DatabaseBackup;
  readonly restore: OpsRequest;
  readonly custom: readonly OpsRequest[];
  readonly rows: readonly string[];
  readonly copied: readonly string[];
  /** Of the moment between two rows: what a new database has, or why there is none. */
  readonly then: readonly string[] | Answer;
}

let bench: BackupBench;
const stories = new Map<EngineUnderTest, PromiseSettledResult<Story>>();

/** All at once: nothing of one is anything to another. */
beforeAll(async () => {
  bench = await BackupBench.start();
  const settled = await Promise.allSettled(KEEPERS.map(live));
  KEEPERS.forEach((engine, index) => stories.set(engine, settled[index]!));
}, 4 * PATIENCE_MS);

afterAll(() => bench.stop());

async function live(engine: EngineUnderTest): Promise<Story> {
  await offered(bench.bench, engine);
  const [name, kept] = [`db-${engine.name}`, `kept-${engine.name}`];
  const database = await bench.born(name, engine.smallest(BACKED_UP));
  await database.write('a');
  const backup = await database.take(kept);
  const moment = await database.write('b');
  await database.write('c');
  const before = await database.binding();
  const dataSource = { backupRef: { name: kept } };
  const [copy, then] = await Promise.all([
    bench.born(`copy-${engine.name}`, engine.smallest({ dataSource })),
    goTo(engine, { clusterRef: { name }, pointInTime: { time: moment } }),
  ]);
  const restore = await database.restore(dataSource);
  await bench.bench.running(database.key, PATIENCE_MS);
  const bound = await database.binding();
  return {
    bindings: [before, bound],
    backup,
    restore,
    rows: await database.rows(),
    copied: await copy.rows(),
    then,
    custom: await inTurn(customOf(engine), (name) => database.operate({ type: 'Custom', custom: { name } })),
  };
}

const tellsOfMoments = ({ provider }: EngineUnderTest): boolean =>
  provider.capabilities.backups?.pointInTime !== 'None';

async function goTo(engine: EngineUnderTest, dataSource: DataSource): Promise<Story['then']> {
  const name = `then-${engine.name}`;
  const spec = { ...engine.smallest(BACKED_UP), dataSource };
  if (!tellsOfMoments(engine)) return bench.request('POST', 'clusters', { metadata: { name }, spec });
  return (await bench.born(name, spec)).rows();
}

async function inTurn<A, B>(items: readonly A[], act: (item: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}

/** @throws whatever stood in its way */
function storyOf(engine: EngineUnderTest): Story {
  const settled = stories.get(engine)!;
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

describe.each(KEEPERS)('a backup of $name', (engine) => {
  const story = (): Story => storyOf(engine);

  it('is taken into the bucket that the database names', () => {
    const { status } = story().backup;
    expect([status?.phase, status?.message]).toEqual(['Succeeded', expect.any(String)]);
    expect(status).toMatchObject({ engine: engine.name, storage: 'main' });
    expect(bench.store.keysIn('backups').some((key) => key.startsWith(status!.path!))).toBe(true);
  });

  it('brings the database back to what it was, in place, and applications to it as before', () => {
    const { restore, rows, bindings } = story();
    expect([restore.status?.phase, restore.status?.message]).toEqual(['Succeeded', expect.any(String)]);
    expect(rows).toEqual(['a']);
    expect(bindings[1]).toEqual(bindings[0]);
  });

  it('is no hindrance to what only its engine can do', () => {
    const ends = story().custom.map(({ spec, status }) => [spec.custom?.name, status?.phase, status?.message]);
    expect(ends).toEqual(customOf(engine).map((name) => [name, 'Succeeded', expect.any(String)]));
  });

  it('fills a new database', () => {
    expect(story().copied).toEqual(['a']);
  });
});

describe.each(KEEPERS.filter(tellsOfMoments))('the log of $name', (engine) => {
  it('leads to a moment after a backup', () => {
    expect(storyOf(engine).then).toEqual(['a', 'b']);
  });
});

it.each(KEEPERS.filter((engine) => !tellsOfMoments(engine)))(
  '$name has no log, and says so to whom it asks for a moment',
  (engine) => {
    const { status, body } = storyOf(engine).then as Answer;
    expect([status, body.code, JSON.stringify(body.errors)]).toEqual([
      422,
      'invalid_spec',
      expect.stringContaining('go back to their backups alone'),
    ]);
  },
);
