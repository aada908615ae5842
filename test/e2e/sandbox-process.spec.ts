import { eventually } from '../harness/eventually.js';
import { SandboxBuild, type SandboxProcess } from './sandbox-process.js';

const CLUSTERS = '/api/v1/namespaces/default/clusters';
const STORAGE = '/api/v1/namespaces/default/backup-storages/sandbox';
const PATIENCE_MS = 60_000;
const SEED = 20_260_101;
const KILLS = 3;

/** The same moments on every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const aCluster = (name: string): object => ({
  metadata: { name },
  spec: { engine: 'postgresql', version: '17', clusterSize: 2, storage: { size: '1Gi' } },
});

describe('the sandbox as a process', () => {
  let build: SandboxBuild;
  let running: SandboxProcess | undefined;

  beforeAll(async () => {
    build = await SandboxBuild.make();
  }, PATIENCE_MS);

  afterAll(async () => {
    await running?.end('SIGKILL');
    await build.remove();
  });

  const phases = async (sandbox: SandboxProcess): Promise<Record<string, string>> => {
    const { body } = await sandbox.request('GET', `${CLUSTERS}?limit=500`);
    const clusters = body.items as { metadata: { name: string }; status?: { phase: string } }[];
    return Object.fromEntries(clusters.map(({ metadata, status }) => [metadata.name, status?.phase ?? '']));
  };

  const allRun = (sandbox: SandboxProcess, names: readonly string[]): Promise<Record<string, string>> =>
    eventually(
      () => phases(sandbox),
      (found) => names.every((name) => found[name] === 'Running'),
      PATIENCE_MS,
    );

  it(
    'killed at any moment of a create: what was acknowledged is there after a restart, and comes to run',
    async () => {
      const random = randomFrom(SEED);
      const acknowledged: string[] = [];
      for (let kill = 0; kill < KILLS; kill += 1) {
        running = await build.start();
        const name = `orders-${kill}`;
        expect((await running.request('POST', CLUSTERS, aCluster(name))).status).toBe(201);
        acknowledged.push(name);
        // Not a wait for something: the moment of the kill is what is tried.
        await new Promise((resolve) => setTimeout(resolve, random() * 400));
        await running.end('SIGKILL');
      }
      running = await build.start();
      await allRun(running, acknowledged);
      const { body } = await running.request('GET', `${CLUSTERS}/orders-0`);
      expect(body.status).toMatchObject({ readyMembers: 2, incarnation: { number: 1 } });
    },
    PATIENCE_MS,
  );

  it(
    'stops on SIGINT with success, and has everything when it starts again',
    async () => {
      running ??= await build.start();
      expect((await running.request('POST', CLUSTERS, aCluster('last'))).status).toBe(201);
      const before = await allRun(running, ['last']);
      expect(await running.end('SIGINT')).toBe(0);
      running = await build.start();
      expect(await phases(running)).toEqual(before);
    },
    PATIENCE_MS,
  );

  const storageIsReady = (sandbox: SandboxProcess): Promise<unknown> =>
    eventually(
      () => sandbox.request('GET', STORAGE),
      ({ body }) =>
        (body.status?.conditions ?? []).some(
          (condition: { type: string; status: string }) => condition.type === 'Ready' && condition.status === 'True',
        ),
      PATIENCE_MS,
    );

  it(
    'offers a bucket of its own that can be used at once, and after it was killed',
    async () => {
      running ??= await build.start();
      await storageIsReady(running);
      await running.end('SIGKILL');
      running = await build.start();
      expect((await running.request('POST', `${STORAGE}/verify`)).body).toMatchObject({
        status: expect.anything() as unknown,
      });
      await storageIsReady(running);
    },
    PATIENCE_MS,
  );
});
