import { PERSISTENT_VOLUME_CLAIM, STORAGE_CLASS, type UntypedObject } from '../../../src/kube/meta/index.js';
import { APPLICATION_USER } from '../../harness/application-identity.js';
import { History } from '../clusters/history.js';
import { RequestCounter } from '../clusters/request-counter.js';
import { Effects, EFFECT_KINDS } from './effects.js';
import { each, EXPANDABLE, OperationBench, PATIENCE_MS, type Ask } from './operation-bench.js';

const LARGER: Ask = { type: 'VolumeExpansion', volumeExpansion: { size: '2Gi' } };
const CLAIMS = PERSISTENT_VOLUME_CLAIM.plural;

let bench: OperationBench;
let requests: RequestCounter;

beforeAll(async () => {
  bench = await OperationBench.start();
  requests = new RequestCounter(bench.bench.cluster, APPLICATION_USER);
});

afterAll(async () => {
  requests.stop();
  await bench.stop();
});

/** The names of the volume claims that the application itself has asked for more, in order. */
const grownByUs = (): string[] =>
  requests.writes.filter(({ resource, verb }) => resource === CLAIMS && verb === 'patch').map(({ name }) => name);

it(
  'a full disk: the claims are asked by our hand, for the operator looks no further, and the database comes back',
  async () => {
    const cluster = await bench.born('full', { clusterSize: 2, storage: { size: '1Gi', wal: { size: '2Gi' } } });
    await cluster.order('disk-full:2Gi');
    await bench.bench.until(cluster.key, ({ status }) => status?.message?.includes('disk') === true, PATIENCE_MS);
    const { status } = await cluster.run({ type: 'VolumeExpansion', volumeExpansion: { walSize: '3Gi' } });
    expect(status).toMatchObject({ phase: 'Succeeded', message: '2 of 2 volumes have grown.' });
    const { database, claims } = await cluster.world();
    expect(each(claims, (claim) => claim.status.capacity.storage)).toEqual({
      '1': '1Gi',
      '1-wal': '3Gi',
      '2': '1Gi',
      '2-wal': '3Gi',
    });
    expect([...new Set(grownByUs())].sort()).toEqual(['full-1-wal', 'full-2-wal']);
    expect(database.spec.storage).toMatchObject({ size: '1Gi', wal: { size: '3Gi' } });
    await bench.bench.running(cluster.key, PATIENCE_MS);
  },
  2 * PATIENCE_MS,
);

it(
  'a file system that grows only when it is mounted anew: each member restarts once',
  async () => {
    const cluster = await bench.born('offline');
    const history = await History.follow(bench.bench.client, EFFECT_KINDS, bench.namespace);
    const before = await cluster.world();
    await cluster.order('offline-resize');
    const { status } = await cluster.run(LARGER);
    expect(status).toMatchObject({ phase: 'Succeeded', message: '3 of 3 volumes have grown.' });
    await history.caughtUp();
    await history.stop();
    const { pods, claims } = new Effects(history, cluster, before).summary();
    expect([pods, claims]).toEqual([{ '1': 1, '2': 1, '3': 1 }, {}]);
    await bench.bench.running(cluster.key, PATIENCE_MS);
  },
  2 * PATIENCE_MS,
);

it(
  'volumes that cannot grow: refused before anything is written',
  async () => {
    const fixed = { ...EXPANDABLE, metadata: { name: 'fixed' }, allowVolumeExpansion: false };
    await bench.bench.client.create<UntypedObject>(STORAGE_CLASS, fixed);
    const cluster = await bench.born('small', { clusterSize: 1, storage: { size: '1Gi', className: 'fixed' } });
    const before = await cluster.world();
    const { status, body } = await cluster.post(LARGER);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([
      { pointer: '/spec/volumeExpansion/size', message: expect.stringContaining('does not allow them to grow') },
    ]);
    expect((await cluster.world()).database.metadata.generation).toBe(before.database.metadata.generation);
  },
  2 * PATIENCE_MS,
);
