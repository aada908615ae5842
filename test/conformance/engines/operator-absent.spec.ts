import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { systemClock } from '../../../src/kube/clock.js';
import { silentLogger } from '../../../src/kube/logger.js';
import { CUSTOM_RESOURCE_DEFINITION } from '../../../src/kube/meta/index.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import type { EngineStandIn } from '../../../src/sandbox/engines/engine.js';
import { eventually } from '../../harness/eventually.js';
import { ClusterBench, conditionOf, type ClusterKey } from '../../integration/clusters/bench.js';
import { createOf, offered, PATIENCE_MS } from './engine-bench.js';
import { ENGINES } from './engine-under-test.js';

describe.each(ENGINES)('the operator of $name', (engine) => {
  let standIn: EngineStandIn;
  let bench: ClusterBench;
  let operator: HttpKubeClient;

  beforeEach(async () => {
    standIn = engine.createStandIn();
    bench = await ClusterBench.start({ cluster: { standIns: [] } });
    operator = connect(bench.cluster.kubeConfigFor('engine-operators'), { userAgent: 'engine-operators' });
  });

  afterEach(async () => {
    await standIn.stop();
    await operator.close();
    await bench.stop();
  });

  const waiting = (key: ClusterKey): ReturnType<ClusterBench['until']> =>
    bench.until(key, (live) => conditionOf(live, 'Ready')?.reason === 'OperatorNotInstalled', PATIENCE_MS);

  async function install(): Promise<void> {
    for (const definition of standIn.crds()) {
      const { name } = definition.metadata;
      await operator.create(CUSTOM_RESOURCE_DEFINITION, definition);
      await eventually(
        () => bench.get(CUSTOM_RESOURCE_DEFINITION, { name }),
        ({ status }) => JSON.stringify(status ?? {}).includes('"Established"'),
      );
    }
    await standIn.start({ client: operator, clock: systemClock, logger: silentLogger, stepMs: 0 });
  }

  it('is missed while it is absent, and what waited for it runs when it comes', async () => {
    const key = await createOf(bench, engine);
    expect((await waiting(key)).status).toMatchObject({ phase: 'Pending' });
    const absent = await offered(bench, engine, ({ status }) => status?.operator !== undefined);
    expect(absent.status?.operator).toMatchObject({ installed: false });
    await install();
    const { status } = await bench.running(key, PATIENCE_MS);
    expect(status).toMatchObject({ readyMembers: engine.catalogue.spec.sizes.recommended, incarnation: { number: 1 } });
    const { status: present } = await offered(bench, engine);
    expect(present?.operator?.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('is not needed to delete what was never made', async () => {
    const key = await createOf(bench, engine);
    await waiting(key);
    await bench.client.delete(DATABASE_CLUSTER, key);
    expect(await bench.gone(DATABASE_CLUSTER, key)).toBeUndefined();
  });
});
