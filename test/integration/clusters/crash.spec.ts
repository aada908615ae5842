import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { NAMESPACE, PERSISTENT_VOLUME_CLAIM, POD, SECRET, type UntypedObject } from '../../../src/kube/meta/index.js';
import { CNPG_CLUSTER, POOLER } from '../../../src/providers/postgresql/upstream.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../../src/resources/database-cluster/index.js';
import { eventually } from '../../harness/eventually.js';
import { wantsRealClusters } from '../../harness/real-control-plane.js';
import { startAnyCluster, type TestCluster } from '../../harness/sandbox-app.js';
import { aCluster, isAt, raw } from './bench.js';
import { History } from './history.js';
import { LoopProcess } from './loop-process.js';

const KINDS = [DATABASE_CLUSTER, CNPG_CLUSTER, POOLER, POD, PERSISTENT_VOLUME_CLAIM, SECRET];
/** Made once in a cluster's life: a second one would be a second database, or a password that fits none. */
const MADE_ONCE = [CNPG_CLUSTER, POOLER, PERSISTENT_VOLUME_CLAIM, SECRET];
const SPEC = { proxy: { type: 'pgbouncer' }, config: [{ name: 'work_mem', value: '8MB' }] };
// No setting that needs a restart: nothing shows, between the write and the operator's answer, that one is still to come.
const EDITED = { proxy: { size: 2 }, config: [{ name: 'work_mem', value: '9MB' }] };
/** Some twenty processes one after the other; a real API server and its controllers take their time. */
const PATIENCE_MS = wantsRealClusters() ? 600_000 : 120_000;

interface Scenario {
  readonly does: string;
  /** Carried out by a process that lives. */
  readonly prepare: (namespace: string) => Promise<void>;
  /** What the process that dies has to react to. */
  readonly begin: (namespace: string) => Promise<void>;
  readonly isDone: (namespace: string) => Promise<boolean>;
}

describe('a crash between any two writes', () => {
  let cluster: TestCluster;
  let client: HttpKubeClient;
  let count = 0;

  beforeAll(async () => {
    cluster = await startAnyCluster();
    client = connect(cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
  });

  afterAll(async () => {
    await client.close();
    await cluster.stop();
  });

  const key = (namespace: string): { namespace: string; name: string } => ({ namespace, name: 'orders' });

  const create = async (namespace: string): Promise<void> => {
    await client.create(DATABASE_CLUSTER, aCluster(key(namespace), { spec: SPEC }));
  };

  const edit = async (namespace: string): Promise<void> => {
    await client.patch(DATABASE_CLUSTER, key(namespace), { type: 'merge', body: { spec: EDITED } });
  };

  const remove = (namespace: string): Promise<void> => client.delete(DATABASE_CLUSTER, key(namespace));

  const isRunning = async (namespace: string): Promise<boolean> => {
    const live = await client.get<DatabaseCluster>(DATABASE_CLUSTER, key(namespace));
    return isAt(live, 'Running') && live.status?.readyMembers === live.spec.clusterSize;
  };

  const isGone = async (namespace: string): Promise<boolean> => {
    const left = await Promise.all(KINDS.map((type) => client.list(type, { namespace })));
    return left.every(({ items }) => items.length === 0);
  };

  const alive = async (work: () => Promise<void>): Promise<void> => {
    const process = await LoopProcess.start(cluster);
    await work();
    await process.bury();
  };

  const until = (isSo: () => Promise<boolean> | boolean): Promise<boolean> => eventually(isSo, Boolean);

  const createAndRun = (namespace: string): Promise<void> =>
    alive(async () => {
      await create(namespace);
      await until(() => isRunning(namespace));
    });

  const SCENARIOS: readonly Scenario[] = [
    { does: 'creating', prepare: async () => undefined, begin: create, isDone: isRunning },
    { does: 'editing', prepare: createAndRun, begin: edit, isDone: isRunning },
    { does: 'deleting', prepare: createAndRun, begin: remove, isDone: isGone },
  ];

  /** The world without what differs from one run to the next. */
  const worldOf = async (namespace: string): Promise<unknown> => {
    const lists = await Promise.all(KINDS.map((type) => client.list(type, { namespace })));
    return lists.map(({ items }) => items.map(essenceOf));
  };

  const essenceOf = (object: UntypedObject): unknown => {
    const { metadata, kind, spec, status } = raw(object);
    const { name, labels = {}, annotations = {}, finalizers } = metadata;
    const text = JSON.stringify({
      kind,
      name,
      finalizers,
      labels: Object.keys(labels).sort(),
      annotations: Object.keys(annotations).sort(),
      spec: kind === 'Pod' ? undefined : spec,
      ...(kind === 'DatabaseCluster' && {
        phase: status.phase,
        message: status.message,
        incarnation: status.incarnation.number,
        conditions: status.conditions.map(({ type, status: is, reason }: never) => [type, is, reason]),
      }),
    });
    return JSON.parse(
      text
        .replaceAll(/crash-\d+/g, 'crash')
        .replaceAll(/\bpvc-[0-9a-f-]{36}/g, 'volume')
        .replaceAll(metadata.labels?.['dbaas.io/cluster-uid'] ?? metadata.uid, 'uid'),
    );
  };

  const uidsOf = (history: History, type: (typeof KINDS)[number]): Map<string, Set<string>> => {
    const uids = new Map<string, Set<string>>();
    for (const { metadata } of history.states(type)) {
      const known = uids.get(metadata.name) ?? new Set();
      uids.set(metadata.name, known.add(metadata.uid!));
    }
    return uids;
  };

  /** One run of the scenario; what comes of it, and whether the process did die on the way. */
  const run = async (
    { prepare, begin, isDone }: Scenario,
    writesToLive?: number,
  ): Promise<{ died: boolean; world: unknown }> => {
    const namespace = `crash-${(count += 1)}`;
    await client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    await prepare(namespace);
    const history = await History.follow(client, KINDS, namespace);
    const first = await LoopProcess.start(cluster, writesToLive);
    await begin(namespace);
    await until(async () => first.isDead || (await isDone(namespace)));
    const died = first.isDead;
    await first.bury();
    if (died) await alive(async () => void (await until(() => isDone(namespace))));
    const world = await worldOf(namespace);
    await history.caughtUp();
    await history.stop();
    const twice = MADE_ONCE.flatMap((type) => [...uidsOf(history, type)].filter(([, uids]) => uids.size > 1));
    expect(twice).toEqual([]);
    return { died, world };
  };

  it.each(SCENARIOS)(
    'while $does comes to the same end, and makes nothing twice',
    async (scenario) => {
      const { world: expected } = await run(scenario);
      let writes = 0;
      for (let died = true; died;) {
        writes += 1;
        const { died: hasDied, world } = await run(scenario, writes);
        expect({ writes, world }).toEqual({ writes, world: expected });
        died = hasDied;
      }
      // Fewer would mean that the process never was where it should have died.
      expect(writes).toBeGreaterThan(3);
    },
    PATIENCE_MS,
  );
});
