import { isTerminal, valueAt } from '../../../src/operations/index.js';
import { ClusterCaches } from '../../../src/caches/index.js';
import { isNotFound } from '../../../src/kube/client/index.js';
import { POD } from '../../../src/kube/meta/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../../src/resources/database-cluster/index.js';
import { OPS_REQUEST, type OpsRequest } from '../../../src/resources/ops-request/index.js';
import { PacedClock } from '../../doubles/paced-clock.js';
import { SeededRandom } from '../../fuzz/seeded-random.js';
import { eventually } from '../../harness/eventually.js';
import { CNPG_CLUSTER } from '../../../src/providers/postgresql/upstream.js';
import { ClusterBench, type ClusterKey } from '../clusters/bench.js';
import { aRandomRequest } from './random-requests.js';

const CLUSTERS = 20;
const REQUESTS = 100;
/** Limits of minutes cost the test seconds. */
const SPEED = 20;
const SEED = Number(process.env.OPERATIONS_SEED ?? 1);

let bench: ClusterBench;
beforeAll(async () => {
  bench = await ClusterBench.start({ clock: new PacedClock(SPEED) });
});
afterAll(() => bench.stop());

it('any mix of operations on clusters whose members fail ends, one at a time, in what the last success asked for', async () => {
  const random = new SeededRandom(SEED);
  const namespace = await bench.namespace();
  const keys = Array.from({ length: CLUSTERS }, (_, index) => ({ namespace, name: `db-${index}` }));
  const born = await Promise.all(keys.map((key) => bench.createRunning(key, { spec: { clusterSize: 3 } })));
  for (let number = 0; number < REQUESTS; number++) {
    await bench.client.create(OPS_REQUEST, aRandomRequest(random, random.pick(keys), number));
    if (random.chance(0.3)) await failMember(random, random.pick(keys));
  }
  await untilEnded(REQUESTS / 3);
  for (const key of keys) await order(key, '');
  const requests = await untilEnded(REQUESTS);
  expect(requests).toHaveLength(REQUESTS);
  expect(requests.filter(({ status }) => status?.phase === 'Succeeded').length).toBeGreaterThan(REQUESTS / 4);
  for (const cluster of born)
    await judge(
      cluster,
      requests.filter(({ spec }) => spec.clusterRef.name === cluster.metadata.name),
    );
}, 300_000);

/** A pod is taken away, or a join fails for a while: what real clusters do to their operators. */
async function failMember(random: SeededRandom, key: ClusterKey): Promise<void> {
  if (random.chance(0.5)) {
    await bench.client.delete(POD, { ...key, name: `${key.name}-${1 + random.int(3)}` }).catch(unlessGone);
    return;
  }
  const failure = random.pick(['join-job', 'image-pull', 'unschedulable', 'load-balancer', '']);
  await order(key, failure);
}

/** What goes wrong in a cluster from now on; nothing with an empty text. */
async function order(key: ClusterKey, failure: string): Promise<void> {
  await bench.patch(CNPG_CLUSTER, key, { metadata: { annotations: { 'sandbox.dbaas.io/fail': failure } } });
}

function unlessGone(error: unknown): void {
  if (!isNotFound(error)) throw error;
}

/** From the application's own cache: a hundred requests with their stories are not to be asked for again and again. */
function untilEnded(count: number): Promise<readonly OpsRequest[]> {
  const { store } = bench.sandbox.app.nest.get(ClusterCaches).operations;
  return eventually(
    () => store.list().filter(isTerminal),
    (ended) => ended.length >= count,
    240_000,
  );
}

async function judge(born: DatabaseCluster, requests: readonly OpsRequest[]): Promise<void> {
  const { namespace, name } = born.metadata;
  const now = await bench.get<DatabaseCluster>(DATABASE_CLUSTER, { namespace, name });
  expect(fieldsOf(now, requests)).toEqual(lastIntent(born, requests));
  expect(overlapping(requests)).toEqual([]);
}

const byEnd = (requests: readonly OpsRequest[]): OpsRequest[] =>
  requests
    .filter(({ status }) => status?.startedAt !== undefined)
    .sort((a, b) => a.status!.finishedAt!.localeCompare(b.status!.finishedAt!));

const changedPaths = (requests: readonly OpsRequest[]): string[] => [
  ...new Set(requests.flatMap(({ status }) => status?.applied ?? []).map(({ path }) => path)),
];

const fieldsOf = (cluster: DatabaseCluster, requests: readonly OpsRequest[]): Record<string, unknown> =>
  Object.fromEntries(changedPaths(requests).map((path) => [path, valueAt(cluster, path)]));

/** What the operations that succeeded asked for, and what could not be taken back of the others. */
function lastIntent(born: DatabaseCluster, requests: readonly OpsRequest[]): Record<string, unknown> {
  const fields = fieldsOf(born, requests);
  for (const { status } of byEnd(requests)) {
    const stays = status!.phase === 'Succeeded' || !wasPutBack(status!);
    for (const { path, value } of stays ? (status!.applied ?? []) : []) fields[path] = value;
  }
  return fields;
}

const wasPutBack = ({ conditions }: NonNullable<OpsRequest['status']>): boolean =>
  conditions?.some(({ type, status }) => type === 'RolledBack' && status === 'True') ?? false;

/** Pairs that ran at the same time. */
function overlapping(requests: readonly OpsRequest[]): string[] {
  const ran = byEnd(requests);
  return ran
    .slice(1)
    .filter((request, index) => request.status!.startedAt! < ran[index]!.status!.finishedAt!)
    .map(({ metadata }) => metadata.name);
}
