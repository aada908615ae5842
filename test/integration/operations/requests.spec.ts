import { isTerminal } from '../../../src/operations/index.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { OPS_REQUEST, type OpsRequest, type OpsRequestSpec } from '../../../src/resources/ops-request/index.js';
import { eventually } from '../../harness/eventually.js';
import { aCluster, TESTER, type ClusterKey } from '../clusters/bench.js';
import { History } from '../clusters/history.js';
import { OperationBench, PATIENCE_MS, uidsOf, type Ask, type OperatedCluster } from './operation-bench.js';
import { statesOf } from './story.js';
import { SUCCESSES } from './successes.js';

/** Nothing here comes to its turn by then. */
const LATER = '2999-01-01T00:00:00Z';
const SCALING: Ask = { type: 'HorizontalScaling', horizontalScaling: { replicas: 4 } };

let bench: OperationBench;
let orders: OperatedCluster;
let count = 0;

beforeAll(async () => {
  bench = await OperationBench.start();
  orders = await bench.born('orders');
}, PATIENCE_MS);

afterAll(() => bench.stop());

/** As `kubectl create` does, whatever the form. */
function create(ask: object, { namespace, name }: ClusterKey = orders.key): Promise<OpsRequest> {
  const spec = { clusterRef: { name }, ...ask } as OpsRequestSpec;
  const metadata = { name: `op-${(count += 1)}`, namespace };
  return bench.bench.client.create(OPS_REQUEST, {
    apiVersion: 'dbaas.io/v1alpha1',
    kind: 'OpsRequest',
    metadata,
    spec,
  });
}

const patch = ({ metadata: { namespace, name } }: OpsRequest, spec: object): Promise<OpsRequest> =>
  bench.bench.patch<OpsRequest>(OPS_REQUEST, { namespace, name }, { spec });

const queued = (operation: OpsRequest): Promise<OpsRequest> =>
  orders.until(operation, ({ status }) => status?.phase === 'Queued');

describe('the form is judged by the server', () => {
  it.each<{ has: string; ask: object; says: string }>([
    { has: 'no parameters', ask: { type: 'HorizontalScaling' }, says: 'spec.horizontalScaling: Required value' },
    {
      has: 'the parameters of another type',
      ask: { type: 'Stop', horizontalScaling: { replicas: 4 } },
      says: 'spec.horizontalScaling: Forbidden: belongs to an operation of type HorizontalScaling',
    },
    {
      has: 'two parameter objects',
      ask: { ...SCALING, restart: {} },
      says: 'spec.restart: Forbidden: belongs to an operation of type Restart',
    },
    { has: 'an unknown type', ask: { type: 'Explode' }, says: 'spec.type: Unsupported value: "Explode"' },
    {
      has: 'a size below the bounds',
      ask: { type: 'HorizontalScaling', horizontalScaling: { replicas: 0 } },
      says: 'spec.horizontalScaling.replicas: Invalid value',
    },
    {
      has: 'nothing to change',
      ask: { type: 'VerticalScaling', verticalScaling: { resources: {} } },
      says: 'must name cpu, memory, or both',
    },
    {
      has: 'a setting both set and unset',
      ask: { type: 'Reconfiguring', reconfiguring: { set: [{ name: 'jit', value: 'off' }], unset: ['jit'] } },
      says: 'a setting cannot be set and unset at once',
    },
  ])('$has', async ({ ask, says }) => {
    await expect(create(ask)).rejects.toThrow(says);
  });

  it.each([
    { field: 'the parameters', spec: { horizontalScaling: { replicas: 5 } }, path: 'spec.horizontalScaling' },
    { field: 'the cluster', spec: { clusterRef: { name: 'other' } }, path: 'spec.clusterRef' },
    { field: 'the time limit', spec: { timeoutSeconds: 5 }, path: 'spec.timeoutSeconds' },
    { field: 'force', spec: { force: true }, path: 'spec.force' },
  ])('$field cannot be edited afterwards', async ({ spec, path }) => {
    const operation = await create({ ...SCALING, notBefore: LATER });
    const edit = patch(operation, spec);
    await expect(edit).rejects.toThrow('an operation is asked for once; make another one');
    await expect(edit).rejects.toThrow(path);
    await patch(operation, { cancel: true });
  });

  it('a cancellation cannot be taken back', async () => {
    const operation = await create({ ...SCALING, notBefore: LATER });
    await patch(operation, { cancel: true });
    await expect(patch(operation, { cancel: false })).rejects.toThrow(
      /spec\.cancel: Invalid value: .*cannot be taken back/,
    );
  });
});

describe('what is called off before its turn has never happened', () => {
  const ASKS = SUCCESSES.filter(({ first, born }) => !first && !born);

  it.each(ASKS)(
    '$does',
    async ({ asks }) => {
      const before = await orders.world();
      const operation = await queued(await create({ ...asks(orders), notBefore: LATER }));
      expect(operation.status).toMatchObject({ reason: 'Waiting', cancellable: true });
      await patch(operation, { cancel: true });
      const { status } = await orders.ended(operation);
      expect(status).toMatchObject({
        phase: 'Cancelled',
        reason: 'UserCancelled',
        message: 'It was called off before its turn.',
        requestedBy: { subject: TESTER, via: 'Kubernetes', verified: false },
      });
      expect([status?.startedAt, status?.applied, status?.steps]).toEqual([undefined, undefined, undefined]);
      expect(status?.log?.map(({ code }) => code)).toEqual(['Queued', 'UserCancelled']);
      const after = await orders.world();
      expect(after.database.spec).toEqual(before.database.spec);
      expect(uidsOf(after.pods)).toEqual(uidsOf(before.pods));
    },
    PATIENCE_MS,
  );
});

describe('one that no rule of the server can judge fails with the mistake', () => {
  it.each<{ has: string; ask: object; reason: string; says: RegExp }>([
    {
      has: 'an unknown cluster',
      ask: { clusterRef: { name: 'nobody' }, type: 'Stop' },
      reason: 'Invalid',
      says: /^spec\.clusterRef\.name: there is no DatabaseCluster "nobody" in namespace "[^"]+"\.$/,
    },
    {
      has: 'an unknown member',
      ask: { type: 'Restart', restart: { members: ['orders-9'] } },
      reason: 'Invalid',
      says: /^spec\.restart\.members\[0\]: .*"orders-9": supported values: "orders-1", "orders-2", "orders-3"\.$/,
    },
    {
      has: 'the primary to be rebuilt',
      ask: { type: 'RebuildInstance', rebuildInstance: { member: 'orders-1' } },
      reason: 'Invalid',
      says: /^spec\.rebuildInstance\.member: .*is the primary/,
    },
    {
      has: 'volumes that would shrink',
      ask: { type: 'VolumeExpansion', volumeExpansion: { size: '512Mi' } },
      reason: 'Invalid',
      says: /^spec\.volumeExpansion\.size: /,
    },
    {
      has: 'a version that nobody knows',
      ask: { type: 'Upgrade', upgrade: { version: '17.99' } },
      reason: 'Invalid',
      says: /^spec\.upgrade\.version: .*"17\.99"/,
    },
    {
      has: 'a way back to an older version',
      ask: { type: 'Upgrade', upgrade: { version: '16.11' } },
      reason: 'Invalid',
      says: /^spec\.upgrade\.version: .*"16\.11"/,
    },
    {
      has: 'a custom operation that there is not',
      ask: { type: 'Custom', custom: { name: 'defrag' } },
      reason: 'Invalid',
      says: /^spec\.custom\.name: .*"defrag".*supported values: .*"reload"/,
    },
    {
      has: 'another generation',
      ask: { type: 'Restart', preconditions: { clusterGeneration: 99 } },
      reason: 'PreconditionsNotMet',
      says: /^The database is of generation \d+ now, not 99: read it again, then decide again\.$/,
    },
  ])('$has', async ({ ask, reason, says }) => {
    const before = await orders.world();
    const { status } = await orders.ended(await create(ask));
    expect(status).toMatchObject({ phase: 'Failed', reason, requestedBy: { subject: TESTER, via: 'Kubernetes' } });
    expect(status?.message).toMatch(says);
    expect(status?.conditions).toContainEqual(expect.objectContaining({ type: 'Accepted', status: 'False', reason }));
    expect((await orders.world()).database.spec).toEqual(before.database.spec);
  });

  it('a field that a delivery tool owns: with the patch to commit', async () => {
    const delivered = bench.cluster('delivered');
    const wanted = aCluster(delivered.key, { spec: { version: '17.6' } });
    await bench.bench.client.apply(DATABASE_CLUSTER, wanted, { fieldManager: 'argocd-controller' });
    await bench.bench.running(delivered.key, PATIENCE_MS);
    const ask = { type: 'HorizontalScaling', horizontalScaling: { replicas: 3 } };
    const { status } = await delivered.ended(await create(ask, delivered.key));
    expect(status).toMatchObject({ phase: 'Failed', reason: 'FieldManagedElsewhere' });
    expect(status?.message).toContain('/spec/clusterSize belongs to "argocd-controller".');
    expect(JSON.parse(status!.message!.slice(status!.message!.indexOf('{')))).toEqual({ spec: { clusterSize: 3 } });
    expect((await delivered.world()).database.spec.clusterSize).toBe(1);
  });
});

it(
  'goes with its database, whether it runs or waits, and says so last',
  async () => {
    const history = await History.follow(bench.bench.client, [OPS_REQUEST], bench.namespace);
    const cluster = await bench.born('doomed', { clusterSize: 2 });
    await cluster.order('image-pull:17.7');
    const running = await create({ type: 'Upgrade', upgrade: { version: '17.7' } }, cluster.key);
    await cluster.until(running, ({ status }) => /ImagePullBackOff/.test(status?.message ?? ''));
    const waiting = await create({ type: 'Restart' }, cluster.key);
    await cluster.until(waiting, ({ status }) => status?.phase === 'Queued');
    await bench.bench.client.delete(DATABASE_CLUSTER, cluster.key);
    await bench.bench.gone(DATABASE_CLUSTER, cluster.key);
    for (const operation of [running, waiting]) {
      const [last] = await eventually(
        () => statesOf(history, operation).slice(-1),
        ([state]) => state !== undefined && isTerminal(state),
      );
      expect(last!.status).toMatchObject({
        phase: 'Cancelled',
        reason: 'ClusterDeleted',
        message: 'The database "doomed" was deleted.',
      });
      await bench.bench.gone(OPS_REQUEST, { ...cluster.key, name: operation.metadata.name });
    }
    await history.stop();
  },
  PATIENCE_MS,
);
