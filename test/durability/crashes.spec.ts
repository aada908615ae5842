import { ApiClient } from '../conformance/apiserver/api-client.js';
import { SeededRandom } from '../fuzz/seeded-random.js';
import { eventually } from '../harness/eventually.js';
import { writeUntilGone } from './crash-writers.js';
import { CrashingServer } from './crashing-server.js';
import { Ledger } from './ledger.js';
import { Mirror } from './mirror.js';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 3);
const SEED = Number(process.env.CRASH_SEED ?? 1);
const WRITERS = 8;
const MARKER = 'marker';

describe('a server that is killed in the middle of writes', () => {
  const random = new SeededRandom(SEED);
  const ledger = new Ledger();
  const mirror = new Mirror(CONFIG_MAPS, (revision) => ledger.shown(revision));
  const server = new CrashingServer();

  afterAll(() => server.close());

  it(
    `loses nothing that it acknowledged and takes back nothing that it showed, ${ROUNDS} times`,
    async () => {
      const problems: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) problems.push(...(await crashOnce(round)));
      process.stderr.write(
        `${ledger.acknowledged} writes acknowledged; watches: ${JSON.stringify(mirror.resumptions)}\n`,
      );
      expect(problems).toEqual([]);
      expect(ledger.acknowledged).toBeGreaterThan(ROUNDS);
    },
    ROUNDS * 20_000 + 20_000,
  );

  /** What was found wrong after the crash before; then writes, and the next crash. */
  async function crashOnce(round: number): Promise<string[]> {
    const client = new ApiClient(await server.start());
    try {
      const problems = ledger.settle((await client.get(CONFIG_MAPS)).body);
      const followed = mirror.follow(client);
      problems.push(...(await differencesOfMirror(client, round)));
      await killAmidWrites(client);
      await followed;
      return problems.map((problem) => `round ${round}: ${problem}`);
    } finally {
      await client.close();
    }
  }

  /** Whoever resumes a watch, or is told to list again, sees what is there. */
  async function differencesOfMirror(client: ApiClient, round: number): Promise<string[]> {
    const before = (await client.get(CONFIG_MAPS)).body.metadata.resourceVersion;
    const marker = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: MARKER }, data: { value: String(round) } };
    const { body } = await client.apply('test', `${CONFIG_MAPS}/${MARKER}`, marker);
    await eventually(
      () => mirror.objects.get(MARKER),
      (value) => value === String(round),
    );
    const items = (await client.get(CONFIG_MAPS)).body.items as {
      metadata: { name: string };
      data: { value: string };
    }[];
    const wrong = items.filter(({ metadata, data }) => mirror.objects.get(metadata.name) !== data.value);
    return [
      ...wrong.map(({ metadata }) => `${metadata.name} differs for who watches`),
      ...(mirror.objects.size === items.length
        ? []
        : [`${mirror.objects.size} objects for who watches, not ${items.length}`]),
      ...(Number(body.metadata.resourceVersion) > Number(before) ? [] : [`a write at ${before} stayed there`]),
    ];
  }

  async function killAmidWrites(client: ApiClient): Promise<void> {
    const enough = ledger.acknowledged + 20 + random.int(400);
    const writing = Array.from({ length: WRITERS }, (_, writer) =>
      writeUntilGone(client, CONFIG_MAPS, { writer, random: random.fork(writer), ledger }),
    );
    await eventually(
      () => ledger.acknowledged,
      (count) => count >= enough,
    );
    await server.kill();
    await Promise.all(writing);
  }
});
