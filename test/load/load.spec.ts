import { ApiClient } from '../conformance/apiserver/api-client.js';
import { inParallel } from '../fuzz/in-parallel.js';
import { eventually } from '../harness/eventually.js';
import { LoadedServer } from './loaded-server.js';
import type { Memory } from './loaded-server.js';
import { Watcher } from './watcher.js';

const OBJECTS = 20_000;
const WATCHERS = 200;
const SLOW = 20;
const QUICK = 20;
const WIDTH = 16;
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const MIB = 2 ** 20;

/** Of the live memory: an object of a kilobyte with its history, parsed and as bytes, and a watch with its connection. */
const MAX_BYTES_PER_OBJECT = 12 * 1024;
const CREATED_BYTES = 1_000;
/** So that what the kernel keeps for a client, up to 36 MiB here, is far less than all updates together. */
const UPDATED_BYTES = 5_000;
const MAX_BYTES_PER_WATCHER = 512 * 1024;

/** Runs where LOAD is set: it takes minutes. */
const describeLoad = process.env.LOAD ? describe : describe.skip;

describeLoad(`${OBJECTS} objects and ${WATCHERS} watchers`, () => {
  let server: LoadedServer;
  let api: ApiClient;
  const watchers: Watcher[] = [];
  const figures: Record<string, string> = {};

  beforeAll(async () => {
    server = await LoadedServer.start();
    api = new ApiClient(server.connection);
  });

  afterAll(async () => {
    watchers.forEach((watcher) => watcher.close());
    await api.close();
    await server.stop();
    process.stderr.write(`${JSON.stringify(figures, undefined, 2)}\n`);
  });

  const note = (what: string, { rss, live }: Memory): void => {
    figures[what] = `${Math.round(live / MIB)} MiB live, ${Math.round(rss / MIB)} MiB resident`;
  };

  it('takes memory by the object, and for a watcher hardly any', async () => {
    const empty = await server.memory();
    note('empty', empty);
    await timed('creates', OBJECTS, () => inParallel(OBJECTS, WIDTH, create));
    const full = await server.memory();
    note(`with ${OBJECTS} objects`, full);
    expect((full.live - empty.live) / OBJECTS).toBeLessThan(MAX_BYTES_PER_OBJECT);

    for (let index = 0; index < WATCHERS; index += 1) watchers.push(new Watcher(server.connection, watchPath()));
    await eventually(
      () => watchers.filter(({ events }) => events >= OBJECTS).length,
      (complete) => complete === WATCHERS,
      300_000,
    );
    const watched = await server.memory();
    note(`with ${WATCHERS} watchers that have seen them all`, watched);
    expect((watched.live - full.live) / WATCHERS).toBeLessThan(MAX_BYTES_PER_WATCHER);
  }, 600_000);

  it('cuts a slow watcher off, and buffers neither for it nor for the others', async () => {
    const before = await server.memory();
    const slow = watchers.slice(0, SLOW);
    const quick = watchers.slice(SLOW, SLOW + QUICK);
    watchers.slice(SLOW + QUICK).forEach((watcher) => watcher.close());
    const seen = new Map(quick.map((watcher) => [watcher, watcher.events]));
    slow.forEach((watcher) => watcher.stall());
    await timed('updates, told to all', OBJECTS, () => inParallel(OBJECTS, WIDTH, update));
    await eventually(
      () => quick.filter((watcher) => watcher.events - seen.get(watcher)! >= OBJECTS).length,
      (complete) => complete === quick.length,
      300_000,
    );
    const after = await server.memory();
    note(`after ${OBJECTS} updates past ${SLOW} watchers that read nothing`, after);
    expect((after.live - before.live) / OBJECTS).toBeLessThan(MAX_BYTES_PER_OBJECT + 2 * UPDATED_BYTES);

    slow.forEach((watcher) => watcher.resume());
    await eventually(
      () => slow.filter(({ isClosed }) => isClosed).length,
      (closed) => closed === slow.length,
      60_000,
    );
    expect(quick.filter(({ isClosed }) => isClosed)).toEqual([]);
  }, 900_000);

  const watchPath = (): string => `${CONFIG_MAPS}?watch=true`;
  const body = (index: number, bytes: number): object => ({
    metadata: { name: `o-${index}` },
    data: { value: 'a'.repeat(bytes) },
  });

  async function create(index: number): Promise<void> {
    const { status } = await api.post(CONFIG_MAPS, body(index, CREATED_BYTES));
    if (status !== 201) throw new Error(`create: ${status}`);
  }

  async function update(index: number): Promise<void> {
    const { status } = await api.put(`${CONFIG_MAPS}/o-${index}`, body(index, UPDATED_BYTES));
    if (status !== 200) throw new Error(`update: ${status}`);
  }

  async function timed(what: string, count: number, work: () => Promise<void>): Promise<void> {
    const begun = performance.now();
    await work();
    const seconds = (performance.now() - begun) / 1000;
    figures[what] = `${Math.round(count / seconds)} per second`;
  }
});
