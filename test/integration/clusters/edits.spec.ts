import { PERSISTENT_VOLUME_CLAIM, POD, SERVICE, type UntypedObject } from '../../../src/kube/meta/index.js';
import { CNPG_CLUSTER, POD_MONITOR, POOLER } from '../../../src/providers/postgresql/upstream.js';
import {
  DATABASE_CLUSTER,
  type ClusterPhase,
  type DatabaseCluster,
  type DatabaseClusterSpec,
} from '../../../src/resources/database-cluster/index.js';
import { MONITORING_CONFIG } from '../../../src/resources/monitoring-config/index.js';
import { ClusterBench, conditionOf, isAt, raw, type ClusterKey } from './bench.js';
import { History } from './history.js';

const KINDS = [DATABASE_CLUSTER, CNPG_CLUSTER, POD, PERSISTENT_VOLUME_CLAIM, SERVICE, POOLER, POD_MONITOR];

/** What stood in the namespace at some moment. */
interface World {
  readonly child: UntypedObject;
  readonly pods: readonly UntypedObject[];
  readonly claims: readonly UntypedObject[];
  readonly services: readonly UntypedObject[];
  readonly poolers: readonly UntypedObject[];
  readonly monitors: readonly UntypedObject[];
}

interface Edit {
  readonly changes: string;
  readonly from?: Partial<DatabaseClusterSpec>;
  /** A merge patch of the spec. */
  readonly to: object;
  /** True of every world in which the edit has been carried out, of none before. */
  readonly isCarriedOut: (world: World) => boolean;
  readonly endsIn?: ClusterPhase;
}

const isStaying = ({ metadata }: UntypedObject): boolean => metadata.deletionTimestamp === undefined;

const isReady = (pod: UntypedObject): boolean =>
  raw(pod).status?.conditions?.some(({ type, status }: never) => type === 'Ready' && status === 'True') ?? false;

const hasService = (type: string) => (world: World) =>
  world.services.some((service) => service.metadata.name === 'orders-rw-ext' && raw(service).spec.type === type);

const EDITS: readonly Edit[] = [
  {
    changes: 'clusterSize, up',
    to: { clusterSize: 3 },
    isCarriedOut: ({ child, pods }) => raw(child).spec.instances === 3 && pods.filter(isReady).length === 3,
  },
  {
    changes: 'clusterSize, down',
    from: { clusterSize: 2 },
    to: { clusterSize: 1 },
    // One that is on its way out is no member any more: the operator waits for no node to confirm it.
    isCarriedOut: ({ child, pods }) => raw(child).spec.instances === 1 && pods.filter(isStaying).length === 1,
  },
  {
    changes: 'storage.size',
    to: { storage: { size: '2Gi' } },
    isCarriedOut: ({ child, claims }) =>
      raw(child).spec.storage.size === '2Gi' && claims.every((claim) => raw(claim).status.capacity.storage === '2Gi'),
  },
  {
    changes: 'storage.wal, which was absent',
    to: { storage: { wal: { size: '2Gi' } } },
    isCarriedOut: ({ claims }) => claims.length === 2,
  },
  {
    changes: 'a setting that needs no restart',
    from: { config: [{ name: 'work_mem', value: '4MB' }] },
    to: { config: [{ name: 'work_mem', value: '8MB' }] },
    isCarriedOut: ({ child }) => raw(child).spec.postgresql.parameters.work_mem === '8MB',
  },
  {
    changes: 'a setting that needs a restart',
    from: { clusterSize: 2 },
    to: { config: [{ name: 'max_connections', value: '123' }] },
    isCarriedOut: ({ child }) => raw(child).spec.postgresql.parameters.max_connections === '123',
  },
  {
    changes: 'resources',
    from: { clusterSize: 2, resources: { memory: '512Mi' } },
    to: { resources: { memory: '1Gi' } },
    isCarriedOut: ({ pods }) =>
      pods.length === 2 &&
      pods.every((pod) => raw(pod).spec.containers[0].resources?.limits?.memory === '1Gi') &&
      pods.every(isReady),
  },
  {
    changes: 'version, within its line',
    from: { version: '17.6', clusterSize: 2 },
    to: { version: '17.7' },
    isCarriedOut: ({ pods }) =>
      pods.length === 2 && pods.every((pod) => raw(pod).spec.containers[0].image.includes(':17.7-')),
  },
  {
    changes: 'proxy, from absent to present',
    to: { proxy: { type: 'pgbouncer', size: 2 } },
    isCarriedOut: ({ poolers }) => raw(poolers[0] ?? {}).spec?.instances === 2,
  },
  {
    changes: 'proxy, from present to absent',
    from: { proxy: { type: 'pgbouncer' } },
    to: { proxy: null },
    isCarriedOut: ({ poolers }) => poolers.every(({ metadata }) => metadata.deletionTimestamp),
  },
  {
    changes: 'monitoring, from absent to present',
    to: { monitoring: { configRef: { name: 'prometheus' } } },
    isCarriedOut: ({ monitors }) => monitors.length === 1,
  },
  {
    changes: 'monitoring, from present to absent',
    from: { monitoring: { configRef: { name: 'prometheus' } } },
    to: { monitoring: null },
    isCarriedOut: ({ monitors }) => monitors.length === 0,
  },
  {
    changes: 'expose, to a load balancer',
    to: { expose: { type: 'LoadBalancer' } },
    isCarriedOut: hasService('LoadBalancer'),
  },
  {
    changes: 'expose, from one type to another',
    from: { expose: { type: 'LoadBalancer' } },
    to: { expose: { type: 'NodePort' } },
    isCarriedOut: hasService('NodePort'),
  },
  {
    changes: 'expose, back to inside only',
    from: { expose: { type: 'NodePort' } },
    to: { expose: null },
    isCarriedOut: ({ services }) => services.every(({ metadata }) => metadata.name !== 'orders-rw-ext'),
  },
  {
    changes: 'powerState, to Stopped',
    from: { clusterSize: 2 },
    to: { powerState: 'Stopped' },
    isCarriedOut: ({ pods }) => pods.length === 0,
    endsIn: 'Stopped',
  },
  {
    changes: 'podSchedulingPolicy',
    to: { podSchedulingPolicy: { nodeSelector: { 'topology.kubernetes.io/region': 'sandbox' } } },
    isCarriedOut: ({ child, pods }) =>
      raw(child).spec.affinity.nodeSelector !== undefined &&
      pods.every((pod) => raw(pod).spec.nodeSelector?.['topology.kubernetes.io/region'] === 'sandbox'),
  },
];

describe('an edit of the spec', () => {
  let bench: ClusterBench;

  const histories: History[] = [];

  beforeAll(async () => {
    bench = await ClusterBench.start();
  });

  afterEach(() => Promise.all(histories.splice(0).map((history) => history.stop())));

  afterAll(() => bench.stop());

  const pathOf = ({ namespace, name }: ClusterKey): string => `/api/v1/namespaces/${namespace}/clusters/${name}`;

  const restPatch = async (key: ClusterKey, spec: object): Promise<number> => {
    const { status, body } = await bench.sandbox.request('PATCH', pathOf(key), { body: { spec } });
    expect({ status, body }).toMatchObject({ status: 200 });
    return body.metadata.generation;
  };

  const restPut = async (key: ClusterKey, spec: object): Promise<number> => {
    const { body: live, headers } = await bench.sandbox.request('GET', pathOf(key));
    const wanted = { ...live.spec, ...spec };
    if ('storage' in spec) wanted.storage = { ...live.spec.storage, ...(spec.storage as object) };
    for (const [field, value] of Object.entries(wanted)) if (value === null) delete wanted[field];
    const { status, body } = await bench.sandbox.request('PUT', pathOf(key), {
      body: { spec: wanted },
      headers: { 'if-match': headers.get('etag')! },
    });
    expect({ status, body }).toMatchObject({ status: 200 });
    return body.metadata.generation;
  };

  const customResource = async (key: ClusterKey, spec: object): Promise<number> =>
    (await bench.edit(key, spec)).metadata.generation!;

  const begin = async (edit: Edit): Promise<{ key: ClusterKey; history: History }> => {
    const key = { namespace: await bench.namespace(), name: 'orders' };
    await bench.client.create<UntypedObject>(MONITORING_CONFIG, {
      apiVersion: 'dbaas.io/v1alpha1',
      kind: 'MonitoringConfig',
      metadata: { name: 'prometheus', namespace: key.namespace },
      spec: { prometheus: {} },
    });
    await bench.createRunning(key, { spec: edit.from });
    return { key, history: await History.follow(bench.client, KINDS, key.namespace) };
  };

  const worldAt = (history: History, { metadata }: DatabaseCluster): World => {
    const at = (type: (typeof KINDS)[number]): UntypedObject[] => history.asOf(type, metadata.resourceVersion!);
    return {
      child: at(CNPG_CLUSTER)[0]!,
      pods: at(POD),
      claims: at(PERSISTENT_VOLUME_CLAIM),
      services: at(SERVICE),
      poolers: at(POOLER),
      monitors: at(POD_MONITOR),
    };
  };

  describe.each([
    { door: 'REST PATCH', send: restPatch },
    { door: 'REST PUT', send: restPut },
    { door: 'the custom resource', send: customResource },
  ])('by $door', ({ send }) => {
    it.each(EDITS)('$changes: the database follows, and the status is honest on the way', async (edit) => {
      const endsIn = edit.endsIn ?? 'Running';
      const { key, history } = await begin(edit);
      histories.push(history);
      const generation = await send(key, edit.to);
      const end = await bench.until(key, (live) => isAt(live, endsIn) && live.metadata.generation === generation);
      await history.caughtUp();
      expect(edit.isCarriedOut(worldAt(history, end))).toBe(true);
      const states = history.states(DATABASE_CLUSTER) as unknown as DatabaseCluster[];
      const claims = states.filter((state) => state.metadata.generation === generation && isAt(state, endsIn));
      const premature = claims.filter((state) => !edit.isCarriedOut(worldAt(history, state)));
      expect(premature.map(({ metadata, status }) => ({ at: metadata.resourceVersion, status }))).toEqual([]);
    });
  });

  it('starts what was stopped, with the data it had', async () => {
    const key = { namespace: await bench.namespace(), name: 'orders' };
    await bench.createRunning(key, { spec: { clusterSize: 2 } });
    const claims = await bench.list(PERSISTENT_VOLUME_CLAIM, key.namespace);
    await bench.edit(key, { powerState: 'Stopped' });
    const stopped = await bench.inPhase(key, 'Stopped');
    expect(conditionOf(stopped, 'Ready')).toMatchObject({ status: 'False', reason: 'Stopped' });
    expect(stopped.status?.readyMembers).toBe(0);
    await bench.edit(key, { powerState: 'Running' });
    const { status } = await bench.running(key);
    expect(status).toMatchObject({ readyMembers: 2, incarnation: { number: 1 } });
    const uids = (await bench.list(PERSISTENT_VOLUME_CLAIM, key.namespace)).map(({ metadata }) => metadata.uid);
    expect(uids).toEqual(claims.map(({ metadata }) => metadata.uid));
  });

  it('that comes while another is carried out wins', async () => {
    const key = { namespace: await bench.namespace(), name: 'orders' };
    await bench.create(key, { spec: { clusterSize: 3 } });
    await bench.edit(key, { clusterSize: 2, config: [{ name: 'work_mem', value: '5MB' }] });
    const { metadata } = await bench.edit(key, { clusterSize: 1, config: [{ name: 'work_mem', value: '6MB' }] });
    const { status } = await bench.until(key, (live) => isAt(live, 'Running') && live.status?.size === 1);
    expect(status?.observedGeneration).toBe(metadata.generation);
    const child = raw(await bench.get(CNPG_CLUSTER, key));
    expect(child.spec).toMatchObject({ instances: 1, postgresql: { parameters: { work_mem: '6MB' } } });
  });
});
