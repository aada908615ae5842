import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { systemClock } from '../../../src/kube/clock.js';
import { silentLogger } from '../../../src/kube/logger.js';
import { CUSTOM_RESOURCE_DEFINITION, NAMESPACE } from '../../../src/kube/meta/index.js';
import { CNPG_CLUSTER } from '../../../src/providers/postgresql/upstream.js';
import { DATABASE_ENGINE, type DatabaseEngine } from '../../../src/resources/database-engine/index.js';
import { PostgresqlStandIn } from '../../../src/sandbox/engines/postgresql/index.js';
import { eventually } from '../../harness/eventually.js';
import { ClusterBench, conditionOf, type ClusterKey } from './bench.js';

const ENGINE = { name: 'postgresql' };
const key: ClusterKey = { namespace: 'team-a', name: 'orders' };

/** One story, told in order: each test begins where the one before it ended. */
describe('an operator that is absent', () => {
  const standIn = new PostgresqlStandIn();
  let bench: ClusterBench;
  let operator: HttpKubeClient;

  beforeAll(async () => {
    bench = await ClusterBench.start({ cluster: { standIns: [] } });
    operator = connect(bench.cluster.kubeConfigFor('engine-operators'), { userAgent: 'engine-operators' });
    await bench.client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: key.namespace } });
  });

  afterAll(async () => {
    await standIn.stop();
    await operator.close();
    await bench.stop();
  });

  const engine = (accept: (engine: DatabaseEngine) => boolean): Promise<DatabaseEngine> =>
    eventually(() => bench.get<DatabaseEngine>(DATABASE_ENGINE, ENGINE), accept);

  const waiting = (): ReturnType<ClusterBench['until']> =>
    bench.until(key, (live) => conditionOf(live, 'Ready')?.reason === 'OperatorNotInstalled');

  it('is named by the engine, and clusters wait for it', async () => {
    const { status } = await engine((live) => live.status?.operator !== undefined);
    expect(status).toMatchObject({
      operator: { installed: false },
      conditions: [{ type: 'Ready', status: 'False', reason: 'OperatorNotInstalled' }],
    });
    await bench.create(key);
    const cluster = await waiting();
    expect(cluster.status).toMatchObject({ phase: 'Pending', observedGeneration: 1 });
    expect(conditionOf(cluster, 'SpecValid')?.status).toBe('True');
    expect(cluster.status?.incarnation?.firstRunningAt).toBeUndefined();
  });

  it('lets clusters be edited, made and deleted meanwhile', async () => {
    const other = { ...key, name: 'short-lived' };
    await bench.create(other);
    await bench.until(other, (live) => conditionOf(live, 'Ready')?.reason === 'OperatorNotInstalled');
    const answer = await bench.sandbox.request(
      'DELETE',
      `/api/v1/namespaces/${other.namespace}/clusters/${other.name}`,
    );
    expect(answer.status).toBe(202);
    await eventually(
      () => bench.sandbox.request('GET', `/api/v1/namespaces/${other.namespace}/clusters/${other.name}`),
      ({ status }) => status === 404,
    );
    await bench.edit(key, { clusterSize: 2 });
    expect((await bench.lookAgain(key)).status?.phase).toBe('Pending');
  });

  it('arrives later, and what waited for it runs without a restart', async () => {
    for (const definition of standIn.crds()) await operator.create(CUSTOM_RESOURCE_DEFINITION, definition);
    for (const { metadata } of standIn.crds()) {
      await eventually(
        () => bench.get(CUSTOM_RESOURCE_DEFINITION, { name: metadata.name }),
        ({ status }) => JSON.stringify(status).includes('"Established"'),
      );
    }
    await standIn.start({ client: operator, clock: systemClock, logger: silentLogger, stepMs: 0 });
    const running = await bench.running(key, 60_000);
    expect(running.status).toMatchObject({ readyMembers: 2, incarnation: { number: 1 } });
    const { status } = await engine((live) => live.status?.operator?.installed ?? false);
    expect(status?.operator?.version).toBe('1.30.0');
  });

  it('is removed with its kinds: clusters that ran say so, and nothing is made in their place', async () => {
    await standIn.stop();
    await bench.client.delete(CUSTOM_RESOURCE_DEFINITION, { name: 'clusters.postgresql.cnpg.io' });
    const cluster = await waiting();
    expect(cluster.status?.phase).toBe('Failed');
    const { status } = await engine((live) => live.status?.operator?.installed === false);
    expect(status?.conditions?.[0]).toMatchObject({ reason: 'OperatorNotInstalled' });
  });

  it('comes back empty: the database is lost, and says so', async () => {
    const definition = standIn.crds().find(({ metadata }) => metadata.name === 'clusters.postgresql.cnpg.io')!;
    await eventually(
      () => bench.find(CUSTOM_RESOURCE_DEFINITION, { name: definition.metadata.name }),
      (found) => found === undefined,
    );
    await operator.create(CUSTOM_RESOURCE_DEFINITION, definition);
    await standIn.start({ client: operator, clock: systemClock, logger: silentLogger, stepMs: 0 });
    const lost = await bench.until(key, (live) => conditionOf(live, 'Ready')?.reason === 'UpstreamLost', 60_000);
    expect(lost.status?.phase).toBe('Failed');
    expect(await bench.find(CNPG_CLUSTER, key)).toBeUndefined();
  });
});
