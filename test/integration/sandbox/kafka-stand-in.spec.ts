import { systemClock } from '../../../src/kube/clock.js';
import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { silentLogger } from '../../../src/kube/logger.js';
import {
  DEPLOYMENT,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  type KubeObject,
  type ResourceType,
} from '../../../src/kube/meta/index.js';
import { KafkaStandIn } from '../../../src/sandbox/engines/kafka/index.js';
import type {
  Condition,
  Kafka,
  KafkaSpec,
  KafkaUser,
  NodePool,
  PodSet,
  Rebalance,
} from '../../../src/sandbox/engines/kafka/kafka.js';
import { KAFKA, KAFKA_REBALANCE, KAFKA_USER, NODE_POOL, POD_SET } from '../../../src/sandbox/engines/kafka/kinds.js';
import {
  isPodReady,
  type PersistentVolumeClaim,
  type Pod,
  type Secret,
} from '../../../src/sandbox/engines/mechanics/workloads.js';
import { aKafka, aNodePool, type KafkaOverrides } from '../../builders/stand-in-kafka.js';
import { eventually } from '../../harness/eventually.js';
import { startAnyCluster, type TestCluster } from '../../harness/sandbox-app.js';

const NAMESPACE = 'default';
const REBALANCING: Partial<KafkaSpec> = {
  cruiseControl: { autoRebalance: [{ mode: 'add-brokers' }, { mode: 'remove-brokers' }] },
};

const conditionOf = (conditions: readonly Condition[] | undefined, type: string): Condition | undefined =>
  conditions?.find((condition) => condition.type === type);

const isReady = ({ metadata, status }: Kafka): boolean =>
  conditionOf(status?.conditions, 'Ready') !== undefined && status?.observedGeneration === metadata.generation;

describe('the Kafka stand-in behind an API server', () => {
  const standIn = new KafkaStandIn();
  let cluster: TestCluster;
  let client: HttpKubeClient;
  let counter = 0;

  const start = (): Promise<void> => standIn.start({ client, clock: systemClock, logger: silentLogger, stepMs: 0 });

  beforeAll(async () => {
    cluster = await startAnyCluster({ manifests: [], standIns: [standIn] });
    client = connect(cluster.kubeConfigFor('stand-in-test'), { userAgent: 'stand-in-test/0' });
  });

  afterAll(async () => {
    await client.close();
    await cluster.stop();
  });

  const here = <T extends KubeObject>(object: T): T => ({
    ...object,
    metadata: { ...object.metadata, namespace: NAMESPACE },
  });

  async function create(brokers: number, overrides: KafkaOverrides = {}): Promise<string> {
    const name = overrides.name ?? `log${(counter += 1)}`;
    await client.create(
      NODE_POOL,
      here(aNodePool({ kafka: name, role: 'controller', annotations: { 'strimzi.io/next-node-ids': '[100-199]' } })),
    );
    await client.create(NODE_POOL, here(aNodePool({ kafka: name, spec: { replicas: brokers } })));
    await client.create(KAFKA, here(aKafka({ ...overrides, name })));
    return name;
  }

  const get = <T extends KubeObject>(type: ResourceType, name: string): Promise<T> =>
    client.get<T>(type, { namespace: NAMESPACE, name });
  const patch = (type: ResourceType, name: string, body: object): Promise<KubeObject> =>
    client.patch(type, { namespace: NAMESPACE, name }, { type: 'merge', body });
  const list = async <T extends KubeObject>(type: ResourceType, name: string): Promise<T[]> =>
    (await client.list<T>(type, { namespace: NAMESPACE, labelSelector: `strimzi.io/cluster=${name}` })).items;
  const namesOf = async (type: ResourceType, name: string): Promise<string[]> =>
    (await list(type, name)).map(({ metadata }) => metadata.name).sort();
  const kafka = (name: string): Promise<Kafka> => get<Kafka>(KAFKA, name);
  const untilReady = (name: string): Promise<Kafka> => eventually(() => kafka(name), isReady);
  const untilNotReady = (name: string, reason: string): Promise<Kafka> =>
    eventually(
      () => kafka(name),
      ({ status }) => conditionOf(status?.conditions, 'NotReady')?.reason === reason,
    );
  const touch = (name: string): Promise<KubeObject> =>
    patch(KAFKA, name, { metadata: { annotations: { 'example.com/touched': String((counter += 1)) } } });

  async function ready(brokers: number, overrides?: KafkaOverrides): Promise<string> {
    const name = await create(brokers, overrides);
    await untilReady(name);
    return name;
  }

  it('shows that the operator is installed, and which versions it supports', async () => {
    const { items } = await client.list(DEPLOYMENT, { labelSelector: 'strimzi.io/kind=cluster-operator' });
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items[0])).toContain('4.3.1=quay.io/strimzi/kafka:1.2.0-kafka-4.3.1');
  });

  it('brings a cluster up', async () => {
    const name = await ready(3);
    expect((await kafka(name)).status).toMatchObject({
      kafkaVersion: '4.3.1',
      kafkaMetadataVersion: '4.3-IV0',
      operatorLastSuccessfulVersion: '1.2.0',
      kafkaNodePools: [{ name: `${name}-broker` }, { name: `${name}-controller` }],
      listeners: [
        {
          name: 'tls',
          bootstrapServers: `${name}-kafka-bootstrap.default.svc:9093`,
          certificates: [expect.stringContaining('BEGIN CERTIFICATE')],
        },
      ],
    });
    expect(await namesOf(POD, name)).toEqual([
      `${name}-${name}-broker-0`,
      `${name}-${name}-broker-1`,
      `${name}-${name}-broker-2`,
      `${name}-${name}-controller-100`,
    ]);
    expect((await get<NodePool>(NODE_POOL, `${name}-broker`)).status).toMatchObject({
      nodeIds: [0, 1, 2],
      replicas: 3,
    });
    expect((await get<PodSet>(POD_SET, `${name}-${name}-broker`)).status).toMatchObject({
      pods: 3,
      readyPods: 3,
      currentPods: 3,
    });
    expect(await namesOf(SERVICE, name)).toEqual([`${name}-kafka-bootstrap`, `${name}-kafka-brokers`]);
    expect(await namesOf(DEPLOYMENT, name)).toEqual([`${name}-entity-operator`]);
    expect(await namesOf(SECRET, name)).toEqual(
      ['clients-ca', 'clients-ca-cert', 'cluster-ca', 'cluster-ca-cert'].map((suffix) => `${name}-${suffix}`),
    );
  });

  it('tells nothing of a change before its round is over, but that pools were accepted', async () => {
    const name = await ready(3);
    await patch(KAFKA, name, {
      metadata: { annotations: { 'sandbox.dbaas.io/fail': `never-ready:${name}-${name}-broker-1` } },
    });
    await untilNotReady(name, 'StrimziTimeoutException');
    const resources = { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '1', memory: '2Gi' } };
    await patch(KAFKA, name, { metadata: { annotations: { 'sandbox.dbaas.io/fail': null } } });
    await untilReady(name);
    await patch(NODE_POOL, `${name}-broker`, { spec: { resources } });
    await eventually(
      () => list<Pod>(POD, name),
      (pods) => pods.filter(({ spec }) => spec.containers[0]?.resources?.limits).length === 3 && pods.every(isPodReady),
    );
    const pool = await get<NodePool>(NODE_POOL, `${name}-broker`);
    expect(pool.status?.observedGeneration).toBe(pool.metadata.generation);
  });

  it('rolls one node at a time, controllers first', async () => {
    const name = await ready(2);
    const gone: string[] = [];
    const stop = new AbortController();
    const watch = client.watch<Pod>(POD, {
      namespace: NAMESPACE,
      labelSelector: `strimzi.io/cluster=${name}`,
      signal: stop.signal,
    });
    const record = (async () => {
      for await (const { type, object } of watch) if (type === 'DELETED') gone.push(object.metadata.name);
    })().catch(() => undefined);
    await patch(KAFKA, name, { spec: { kafka: { config: { 'num.partitions': '3' } } } });
    await untilReady(name);
    stop.abort();
    await record;
    expect(gone).toEqual([`${name}-${name}-controller-100`, `${name}-${name}-broker-0`, `${name}-${name}-broker-1`]);
  });

  it('changes some settings without a restart', async () => {
    const name = await ready(1);
    const before = (await list(POD, name)).map(({ metadata }) => metadata.uid);
    await patch(KAFKA, name, { spec: { kafka: { config: { 'log.retention.ms': '1000' } } } });
    await untilReady(name);
    expect((await list(POD, name)).map(({ metadata }) => metadata.uid)).toEqual(before);
  });

  it('refuses what is wrong in its round, not before: it has no webhook', async () => {
    const name = await create(1, { brokers: { config: { 'default.replication.factor': '3' } } });
    const { status } = await untilNotReady(name, 'InvalidResourceException');
    expect(conditionOf(status?.conditions, 'NotReady')?.message).toContain("'default.replication.factor'");
    expect(await namesOf(POD, name)).toEqual([]);
    await patch(KAFKA, name, { spec: { kafka: { config: { 'default.replication.factor': '1' } } } });
    await untilReady(name);
  });

  it('raises the metadata in the round after that of the version', async () => {
    const name = await ready(1, { brokers: { version: '4.2.1' } });
    expect((await kafka(name)).status?.kafkaMetadataVersion).toBe('4.2-IV1');
    await patch(KAFKA, name, { spec: { kafka: { version: '4.3.1' } } });
    const { status } = await eventually(
      () => kafka(name),
      (object) => object.status?.kafkaMetadataVersion === '4.3-IV0',
    );
    expect(status?.kafkaVersion).toBe('4.3.1');
    const images = (await list<Pod>(POD, name)).map(({ spec }) => spec.containers[0]?.image);
    expect(new Set(images)).toEqual(new Set(['quay.io/strimzi/kafka:1.2.0-kafka-4.3.1']));
    await patch(KAFKA, name, { spec: { kafka: { version: '4.2.1' } } });
    await untilNotReady(name, 'KafkaUpgradeException');
  });

  it('moves partitions onto brokers that come, and away from those that go', async () => {
    const name = await ready(2, { spec: { ...REBALANCING, entityOperator: { userOperator: {} } } });
    await patch(NODE_POOL, `${name}-broker`, { spec: { replicas: 3 } });
    await eventually(
      () => kafka(name),
      ({ status }) => status?.autoRebalance?.state === 'RebalanceOnScaleUp',
    );
    await eventually(
      () => kafka(name),
      ({ status }) => status?.autoRebalance?.state === 'Idle',
    );
    await patch(NODE_POOL, `${name}-broker`, { spec: { replicas: 2 } });
    const blocked = await eventually(
      () => kafka(name),
      ({ status }) => status?.autoRebalance?.state === 'RebalanceOnScaleDown',
    );
    expect(blocked.status?.conditions).toContainEqual(expect.objectContaining({ reason: 'ScaleDownPreventionCheck' }));
    await eventually(
      () => kafka(name),
      ({ status }) => status?.autoRebalance?.state === 'Idle',
    );
    expect((await get<NodePool>(NODE_POOL, `${name}-broker`)).status).toMatchObject({ nodeIds: [0, 1], replicas: 2 });
    expect(await list(KAFKA_REBALANCE, name)).toEqual([]);
  });

  it('keeps brokers that hold partitions where nobody moves them', async () => {
    const name = await ready(2);
    await patch(NODE_POOL, `${name}-broker`, { spec: { replicas: 1 } });
    await eventually(
      () => kafka(name),
      ({ status }) => status?.conditions?.some(({ reason }) => reason === 'ScaleDownPreventionCheck') ?? false,
    );
    expect((await get<NodePool>(NODE_POOL, `${name}-broker`)).status).toMatchObject({ replicas: 2 });
    await patch(KAFKA, name, { metadata: { annotations: { 'strimzi.io/skip-broker-scaledown-check': 'true' } } });
    await eventually(
      () => namesOf(POD, name),
      (names) => names.length === 2,
    );
    await untilReady(name);
  });

  it('grows volumes, and warns of those that cannot grow', async () => {
    const name = await ready(1);
    const volumes = [{ id: 0, type: 'persistent-claim', size: '3Gi', kraftMetadata: 'shared' }];
    await patch(NODE_POOL, `${name}-broker`, { spec: { storage: { volumes } } });
    await eventually(
      () => get<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, `data-0-${name}-${name}-broker-0`),
      ({ status }) => status?.capacity?.storage === '3Gi',
    );
    await patch(NODE_POOL, `${name}-broker`, { spec: { storage: { volumes: [{ ...volumes[0], size: '2Gi' }] } } });
    const { status } = await eventually(
      () => get<NodePool>(NODE_POOL, `${name}-broker`),
      (pool) => (pool.status?.conditions ?? []).length > 0,
    );
    expect(status?.conditions).toEqual([expect.objectContaining({ type: 'Warning', reason: 'KafkaStorage' })]);
  });

  it('makes a node anew that was given up, once somebody touches the Kafka', async () => {
    const name = await ready(2, { annotations: { 'sandbox.dbaas.io/interval-ms': '600000' } });
    const pod = `${name}-${name}-broker-1`;
    const claims = (): Promise<PersistentVolumeClaim[]> => list(PERSISTENT_VOLUME_CLAIM, name);
    const uidOf = (found: PersistentVolumeClaim[]): string | undefined =>
      found.find(({ metadata }) => metadata.name === `data-0-${pod}`)?.metadata.uid;
    const before = uidOf(await claims());
    await patch(POD, pod, { metadata: { annotations: { 'strimzi.io/delete-pod-and-pvc': 'true' } } });
    await touch(name);
    await eventually(claims, (found) => ![undefined, before].includes(uidOf(found)));
    expect((await untilReady(name)).status?.conditions).toHaveLength(1);
  });

  it('overlooks what happens to pods while nobody asks, but keeps their number', async () => {
    const name = await ready(1, { annotations: { 'sandbox.dbaas.io/interval-ms': '600000' } });
    const pod = `${name}-${name}-broker-0`;
    const before = await get<Pod>(POD, pod);
    await patch(POD, pod, { metadata: { annotations: { 'strimzi.io/manual-rolling-update': 'true' } } });
    await client.delete(POD, { namespace: NAMESPACE, name: `${name}-${name}-controller-100` });
    await eventually(
      () => list<Pod>(POD, name),
      (pods) => pods.length === 2 && pods.every(isPodReady),
    );
    expect((await get<Pod>(POD, pod)).metadata.uid).toBe(before.metadata.uid);
    await touch(name);
    await eventually(
      () => list<Pod>(POD, name),
      (pods) => pods.every(({ metadata }) => metadata.uid !== before.metadata.uid),
    );
  });

  it('says nothing while it is paused', async () => {
    const name = await ready(1);
    await patch(KAFKA, name, { metadata: { annotations: { 'strimzi.io/pause-reconciliation': 'true' } } });
    const { status } = await eventually(
      () => kafka(name),
      (object) => conditionOf(object.status?.conditions, 'ReconciliationPaused') !== undefined,
    );
    expect(status).not.toHaveProperty('listeners');
    expect(status).toHaveProperty('clusterId');
  });

  it.each([
    { order: 'unschedulable', reason: 'FatalProblem' },
    { order: 'image-pull', reason: 'FatalProblem' },
    { order: 'crash-on-start', reason: 'FatalProblem' },
    { order: 'never-ready', reason: 'StrimziTimeoutException' },
  ])('fails with $reason when $order is ordered, and recovers', async ({ order, reason }) => {
    const name = await create(1, { annotations: { 'sandbox.dbaas.io/fail': order } });
    const { status } = await untilNotReady(name, reason);
    expect(status).not.toHaveProperty('clusterId');
    await patch(KAFKA, name, { metadata: { annotations: { 'sandbox.dbaas.io/fail': null } } });
    await untilReady(name);
  });

  it('warns of an order that it does not know', async () => {
    const name = await ready(1, { annotations: { 'sandbox.dbaas.io/fail': 'nevver-ready' } });
    const warning = conditionOf((await kafka(name)).status?.conditions, 'Warning');
    expect(warning).toMatchObject({ reason: 'SandboxOrder', message: expect.stringContaining('"nevver-ready"') });
  });

  it('rolls no broker whose partitions would be under-replicated', async () => {
    const name = await ready(2, { annotations: { 'sandbox.dbaas.io/fail': 'under-replicated' } });
    const brokers = (await namesOf(POD, name)).filter((pod) => pod.includes('broker'));
    const uids = async (): Promise<(string | undefined)[]> =>
      Promise.all(brokers.map(async (pod) => (await get<Pod>(POD, pod)).metadata.uid));
    const before = await uids();
    await patch(KAFKA, name, { spec: { kafka: { config: { 'num.partitions': '3' } } } });
    await untilNotReady(name, 'UnforceableProblem');
    expect(await uids()).toEqual(before);
    await patch(KAFKA, name, { metadata: { annotations: { 'sandbox.dbaas.io/fail': null } } });
    await untilReady(name);
  });

  it('waits with nodes for the addresses of load balancers', async () => {
    const listener = { name: 'ext', port: 9094, type: 'loadbalancer', tls: true } as const;
    const name = await create(2, {
      brokers: { listeners: [listener] },
      annotations: { 'sandbox.dbaas.io/fail': 'load-balancer' },
    });
    await untilNotReady(name, 'StrimziTimeoutException');
    expect(await namesOf(POD, name)).toEqual([]);
    await patch(KAFKA, name, { metadata: { annotations: { 'sandbox.dbaas.io/fail': null } } });
    const { status } = await untilReady(name);
    expect(status?.listeners?.[0]?.bootstrapServers).toMatch(/^203\.0\.113\.\d+:9094$/);
    expect(await namesOf(SERVICE, name)).toContain(`${name}-${name}-broker-ext-1`);
  });

  it('gives users the password they bring, or one of its own', async () => {
    const name = await ready(1);
    const labels = { 'strimzi.io/cluster': name };
    const user = (metadataName: string, authentication: object): KubeObject =>
      ({
        apiVersion: 'kafka.strimzi.io/v1',
        kind: 'KafkaUser',
        metadata: { name: metadataName, namespace: NAMESPACE, labels },
        spec: { authentication },
      }) as KubeObject;
    const password = { valueFrom: { secretKeyRef: { name: `${name}-password`, key: 'password' } } };
    await client.create(KAFKA_USER, user(`${name}-mine`, { type: 'scram-sha-512', password }));
    await client.create(KAFKA_USER, user(`${name}-theirs`, { type: 'scram-sha-512' }));
    await client.create(KAFKA_USER, user(`${name}-tls`, { type: 'tls' }));
    const state = async (which: string): Promise<Condition | undefined> =>
      (await get<KafkaUser>(KAFKA_USER, `${name}-${which}`)).status?.conditions?.[0];
    await eventually(
      () => state('mine'),
      (condition) => condition?.type === 'NotReady',
    );
    await client.create(SECRET, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: `${name}-password`, namespace: NAMESPACE },
      data: { password: Buffer.from('well chosen').toString('base64') },
    } as KubeObject);
    for (const which of ['mine', 'theirs', 'tls'])
      await eventually(
        () => state(which),
        (condition) => condition?.type === 'Ready',
      );
    const { data } = await get<Secret>(SECRET, `${name}-mine`);
    expect(Buffer.from(data?.['sasl.jaas.config'] ?? '', 'base64').toString()).toContain('password="well chosen"');
    expect(Object.keys((await get<Secret>(SECRET, `${name}-theirs`)).data ?? {})).toEqual([
      'password',
      'sasl.jaas.config',
    ]);
    expect(Object.keys((await get<Secret>(SECRET, `${name}-tls`)).data ?? {})).toEqual([
      'ca.crt',
      'user.crt',
      'user.key',
    ]);
  });

  it('leads a rebalance through its states by annotation', async () => {
    const name = await ready(2, { spec: { cruiseControl: {}, entityOperator: { userOperator: {} } } });
    const own = (await client.create(KAFKA_REBALANCE, {
      apiVersion: 'kafka.strimzi.io/v1',
      kind: 'KafkaRebalance',
      metadata: { name: `${name}-full`, namespace: NAMESPACE, labels: { 'strimzi.io/cluster': name } },
      spec: { mode: 'full' },
    } as KubeObject)) as Rebalance;
    const state = async (): Promise<string | undefined> =>
      (await get<Rebalance>(KAFKA_REBALANCE, own.metadata.name)).status?.conditions?.[0]?.type;
    await eventually(state, (found) => found === 'ProposalReady');
    await patch(KAFKA_REBALANCE, own.metadata.name, {
      metadata: { annotations: { 'strimzi.io/rebalance': 'approve' } },
    });
    await eventually(state, (found) => found === 'Ready');
    const { metadata, status } = await get<Rebalance>(KAFKA_REBALANCE, own.metadata.name);
    expect(metadata.annotations ?? {}).not.toHaveProperty(['strimzi.io/rebalance']);
    expect(status).toMatchObject({ sessionId: expect.any(String), optimizationResult: expect.any(Object) });
  });

  it('continues where it was stopped', async () => {
    const name = await create(3);
    await eventually(
      () => namesOf(POD, name),
      (names) => names.length > 0,
    );
    await standIn.stop();
    await start();
    await untilReady(name);
    expect(await namesOf(POD, name)).toHaveLength(4);
  });

  it('leaves only volumes behind when pools and Kafka are deleted', async () => {
    const name = await ready(2);
    for (const pool of ['broker', 'controller'])
      await client.delete(NODE_POOL, { namespace: NAMESPACE, name: `${name}-${pool}` });
    await client.delete(KAFKA, { namespace: NAMESPACE, name });
    for (const type of [POD, POD_SET, SERVICE, SECRET, DEPLOYMENT])
      await eventually(
        () => namesOf(type, name),
        ({ length }) => length === 0,
      );
    expect(await namesOf(PERSISTENT_VOLUME_CLAIM, name)).toHaveLength(3);
    for (const claim of await namesOf(PERSISTENT_VOLUME_CLAIM, name))
      await client.delete(PERSISTENT_VOLUME_CLAIM, { namespace: NAMESPACE, name: claim });
    await eventually(
      () => namesOf(PERSISTENT_VOLUME_CLAIM, name),
      ({ length }) => length === 0,
    );
  });
});
