import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { systemClock } from '../../../src/kube/clock.js';
import { silentLogger } from '../../../src/kube/logger.js';
import { CUSTOM_RESOURCE_DEFINITION } from '../../../src/kube/meta/index.js';
import { CNPG_CLUSTER } from '../../../src/providers/postgresql/upstream.js';
import { DATABASE_ENGINE, type DatabaseEngine } from '../../../src/resources/database-engine/index.js';
import { PostgresqlStandIn } from '../../../src/sandbox/engines/postgresql/index.js';
import { eventually } from '../../harness/eventually.js';
import { ClusterBench, conditionOf, type ClusterKey } from './bench.js';

const ENGINE = { name: 'postgresql' };
const CLUSTERS = { name: 'clusters.postgresql.cnpg.io' };
const PATIENCE_MS = 25_000;

describe('an operator that is absent', () => {
  let standIn: PostgresqlStandIn;
  let bench: ClusterBench;
  let operator: HttpKubeClient;

  beforeEach(async () => {
    standIn = new PostgresqlStandIn();
    bench = await ClusterBench.start({ cluster: { standIns: [] } });
    operator = connect(bench.cluster.kubeConfigFor('engine-operators'), { userAgent: 'engine-operators' });
  });

  afterEach(async () => {
    await standIn.stop();
    await operator.close();
    await bench.stop();
  });

  const engine = (accept: (engine: DatabaseEngine) => boolean): Promise<DatabaseEngine> =>
    // The application brings it only once it leads.
    eventually(
      async () => (await bench.find(DATABASE_ENGINE, ENGINE)) as DatabaseEngine | undefined,
      (live) => live !== undefined && accept(live),
    ) as Promise<DatabaseEngine>;

  const newKey = async (): Promise<ClusterKey> => ({ namespace: await bench.namespace(), name: 'orders' });

  const waiting = (key: ClusterKey): ReturnType<ClusterBench['until']> =>
    bench.until(key, (live) => conditionOf(live, 'Ready')?.reason === 'OperatorNotInstalled');

  it('is named by the engine, and clusters wait for it', async () => {
    const { status } = await engine((live) => live.status?.operator !== undefined);
    expect(status).toMatchObject({
      operator: { installed: false },
      conditions: [{ type: 'Ready', status: 'False', reason: 'OperatorNotInstalled' }],
    });
    const key = await newKey();
    await bench.create(key);
    const cluster = await waiting(key);
    expect(cluster.status).toMatchObject({ phase: 'Pending', observedGeneration: 1 });
    expect(conditionOf(cluster, 'SpecValid')?.status).toBe('True');
    expect(cluster.status?.incarnation?.firstRunningAt).toBeUndefined();
  });

  it('lets clusters be edited and deleted meanwhile', async () => {
    const key = await newKey();
    await bench.create(key);
    await waiting(key);
    await bench.edit(key, { clusterSize: 2 });
    expect((await bench.lookAgain(key)).status?.phase).toBe('Pending');
    const path = `/api/v1/namespaces/${key.namespace}/clusters/${key.name}`;
    expect((await bench.sandbox.request('DELETE', path)).status).toBe(202);
    const gone = await eventually(
      () => bench.sandbox.request('GET', path),
      ({ status }) => status === 404,
    );
    expect(gone.status).toBe(404);
  });

  const install = async (): Promise<void> => {
    for (const definition of standIn.crds()) {
      const { name } = definition.metadata;
      if (!(await bench.find(CUSTOM_RESOURCE_DEFINITION, { name })))
        await operator.create(CUSTOM_RESOURCE_DEFINITION, definition);
      await eventually(
        () => bench.get(CUSTOM_RESOURCE_DEFINITION, { name }),
        ({ status }) => JSON.stringify(status ?? {}).includes('"Established"'),
      );
    }
    await standIn.start({ client: operator, clock: systemClock, logger: silentLogger, stepMs: 0 });
  };

  const uninstall = async (): Promise<void> => {
    await standIn.stop();
    await bench.client.delete(CUSTOM_RESOURCE_DEFINITION, CLUSTERS);
    await bench.gone(CUSTOM_RESOURCE_DEFINITION, CLUSTERS);
  };

  it('arrives later: what waited for it runs, without a restart', async () => {
    const key = await newKey();
    await bench.create(key, { spec: { clusterSize: 2 } });
    await waiting(key);
    await install();
    expect((await bench.running(key, PATIENCE_MS)).status).toMatchObject({
      readyMembers: 2,
      incarnation: { number: 1 },
    });
    const { status } = await engine((live) => live.status?.operator?.installed ?? false);
    expect(status?.operator?.version).toBe('1.30.0');
  });

  it('is removed and comes back: what ran is lost, and nothing empty is put in its place', async () => {
    const key = await newKey();
    await bench.create(key);
    await install();
    await bench.running(key, PATIENCE_MS);
    await uninstall();
    expect((await waiting(key)).status?.phase).toBe('Failed');
    const { status } = await engine((live) => live.status?.operator?.installed === false);
    expect(status?.conditions?.[0]).toMatchObject({ reason: 'OperatorNotInstalled' });
    await install();
    const lost = await bench.until(key, (live) => conditionOf(live, 'Ready')?.reason === 'UpstreamLost', PATIENCE_MS);
    expect(lost.status?.phase).toBe('Failed');
    expect(await bench.find(CNPG_CLUSTER, key)).toBeUndefined();
  });
});
