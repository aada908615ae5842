import { systemClock } from '../../../src/kube/clock.js';
import { connect, KubeError, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { silentLogger } from '../../../src/kube/logger.js';
import {
  DEPLOYMENT,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  STORAGE_CLASS,
  type KubeObject,
  type ResourceType,
} from '../../../src/kube/meta/index.js';
import type { Cluster, ClusterSpec } from '../../../src/sandbox/engines/postgresql/cluster.js';
import { PostgresqlStandIn } from '../../../src/sandbox/engines/postgresql/index.js';
import { CLUSTER, POOLER, SCHEDULED_BACKUP, BACKUP } from '../../../src/sandbox/engines/postgresql/kinds.js';
import type { PersistentVolumeClaim, Pod, Service } from '../../../src/sandbox/engines/mechanics/workloads.js';
import { aSubmittedCluster } from '../../builders/stand-in-cluster.js';
import { startAnyCluster, type TestCluster } from '../../harness/sandbox-app.js';

const NAMESPACE = 'default';
const DEADLINE_MS = 20_000;

describe('the PostgreSQL stand-in behind an API server', () => {
  const standIn = new PostgresqlStandIn();
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

  const newName = (): string => `db${(counter += 1)}`;

  async function create(spec: Partial<ClusterSpec> = {}, annotations?: Record<string, string>): Promise<string> {
    const name = newName();
    const { uid: _uid, ...metadata } = aSubmittedCluster({ name, annotations }).metadata;
    await client.create(CLUSTER, { ...aSubmittedCluster({ spec }), metadata: { ...metadata, namespace: NAMESPACE } });
    return name;
  }

  const patch = (name: string, body: object, subresource?: 'status'): Promise<KubeObject> =>
    client.patch(CLUSTER, { namespace: NAMESPACE, name }, { type: 'merge', body }, subresource ? { subresource } : {});

  /** Follows the Cluster until `done`; the answer is the phases on the way. */
  async function until(name: string, done: (cluster: Cluster) => boolean): Promise<string[]> {
    const phases: string[] = [];
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const watch = client.watch<Cluster>(CLUSTER, {
      namespace: NAMESPACE,
      fieldSelector: `metadata.name=${name}`,
      signal,
    });
    for await (const { type, object } of watch) {
      if (type === 'BOOKMARK') continue;
      const phase = object.status?.phase ?? '';
      if (phase !== phases.at(-1)) phases.push(phase);
      if (done(object)) return phases;
    }
    throw new Error(`the watch ended after ${phases.join(', ')}`);
  }

  const isHealthy =
    (instances: number) =>
    ({ status }: Cluster): boolean =>
      status?.phase === 'Cluster in healthy state' &&
      status.readyInstances === instances &&
      status.instances === instances;

  const get = <T extends KubeObject>(type: ResourceType, name: string): Promise<T> =>
    client.get<T>(type, { namespace: NAMESPACE, name });

  const namesOf = async (type: ResourceType, name: string): Promise<string[]> => {
    const { items } = await client.list(type, { namespace: NAMESPACE, labelSelector: `cnpg.io/cluster=${name}` });
    return items.map(({ metadata }) => metadata.name).sort();
  };

  /** Looks again until the world is as wanted; for kinds that no Cluster status speaks of. */
  async function eventually<T>(look: () => Promise<T>, wanted: (found: T) => boolean): Promise<T> {
    const end = performance.now() + DEADLINE_MS;
    for (;;) {
      const found = await look();
      if (wanted(found) || performance.now() > end) return found;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('shows that the operator is installed, and which version', async () => {
    const { items } = await client.list(DEPLOYMENT, { labelSelector: 'app.kubernetes.io/name=cloudnative-pg' });
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items[0]?.spec)).toContain(':1.30.0');
  });

  it('brings a cluster up through the phases of the operator', async () => {
    const name = await create({ instances: 2 });
    const phases = await until(name, isHealthy(2));
    expect(phases).toEqual(
      expect.arrayContaining(['Setting up primary', 'Creating a new replica', 'Cluster in healthy state']),
    );
    const cluster = await get<Cluster>(CLUSTER, name);
    expect(cluster.status).toMatchObject({
      currentPrimary: `${name}-1`,
      targetPrimary: `${name}-1`,
      image: cluster.spec.imageName,
    });
    expect(cluster.status?.conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'True' }));
    expect(await namesOf(POD, name)).toEqual([`${name}-1`, `${name}-2`]);
    expect(await namesOf(SERVICE, name)).toEqual([`${name}-r`, `${name}-ro`, `${name}-rw`]);
    expect(await namesOf(SECRET, name)).toEqual([`${name}-app`, `${name}-ca`, `${name}-replication`, `${name}-server`]);
  });

  it('stores defaults through its webhook', async () => {
    const { spec } = await get<Cluster>(CLUSTER, await create());
    expect(spec.postgresql?.parameters).toMatchObject({ wal_level: 'logical' });
    expect(spec.bootstrap?.initdb).toMatchObject({ database: 'app', owner: 'app' });
  });

  it('refuses through its webhook, naming the field', async () => {
    const error = await create({ postgresql: { parameters: { port: '1' } } }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(KubeError);
    expect(error).toMatchObject({ code: 422, reason: 'Invalid' });
    expect((error as KubeError).message).toContain('admission webhook "vcluster.cnpg.io" denied the request');
    expect((error as KubeError).causes).toEqual([
      expect.objectContaining({ reason: 'FieldValueInvalid', field: 'spec.postgresql.parameters.port' }),
    ]);
  });

  it('scales out and in, and takes the volumes of what goes', async () => {
    const name = await create();
    await until(name, isHealthy(1));
    await patch(name, { spec: { instances: 3 } });
    await until(name, isHealthy(3));
    await patch(name, { spec: { instances: 2 } });
    await until(name, isHealthy(2));
    expect(
      await eventually(
        () => namesOf(PERSISTENT_VOLUME_CLAIM, name),
        ({ length }) => length === 2,
      ),
    ).toEqual([`${name}-1`, `${name}-2`]);
  });

  it('grows volumes', async () => {
    const name = await create();
    await until(name, isHealthy(1));
    await patch(name, { spec: { storage: { size: '3Gi' } } });
    const look = (): Promise<PersistentVolumeClaim> => get(PERSISTENT_VOLUME_CLAIM, `${name}-1`);
    const claim = await eventually(look, ({ status }) => status?.capacity?.storage === '3Gi');
    expect(claim.status?.capacity?.storage).toBe('3Gi');
  });

  it('rolls new resources out', async () => {
    const name = await create({ instances: 2 });
    await until(name, isHealthy(2));
    await patch(name, { spec: { resources: { requests: { memory: '512Mi' } } } });
    const look = async (): Promise<Pod[]> =>
      (await client.list<Pod>(POD, { namespace: NAMESPACE, labelSelector: `cnpg.io/cluster=${name}` })).items;
    const isRolled = (pods: Pod[]): boolean =>
      pods.length === 2 && pods.every(({ spec }) => spec.containers[0]?.resources?.requests?.['memory'] === '512Mi');
    expect(isRolled(await eventually(look, isRolled))).toBe(true);
    await until(name, isHealthy(2));
  });

  it('hibernates and wakes up', async () => {
    const name = await create();
    await until(name, isHealthy(1));
    await patch(name, { metadata: { annotations: { 'cnpg.io/hibernation': 'on' } } });
    await until(
      name,
      ({ status }) =>
        status?.conditions?.some(({ type, status: is }) => type === 'cnpg.io/hibernation' && is === 'True') ?? false,
    );
    expect(await namesOf(POD, name)).toEqual([]);
    await patch(name, { metadata: { annotations: { 'cnpg.io/hibernation': null } } });
    await until(
      name,
      (cluster) =>
        isHealthy(1)(cluster) && !cluster.status?.conditions?.some(({ type }) => type === 'cnpg.io/hibernation'),
    );
    expect(await namesOf(POD, name)).toEqual([`${name}-1`]);
  });

  it('keeps pods Terminating that a hibernation cannot end, until the failure is withdrawn', async () => {
    const name = await create({ instances: 2 }, { 'sandbox.dbaas.io/fail': 'stuck-hibernation' });
    await until(name, isHealthy(2));
    await patch(name, { metadata: { annotations: { 'cnpg.io/hibernation': 'on' } } });
    const reasonIs =
      (reason: string) =>
      ({ status }: Cluster): boolean =>
        status?.conditions?.some((condition) => condition.reason === reason) ?? false;
    await until(name, reasonIs('WaitingPodsDeletion'));
    expect(await namesOf(POD, name)).toEqual([`${name}-1`, `${name}-2`]);
    await patch(name, { metadata: { annotations: { 'sandbox.dbaas.io/fail': null } } });
    await until(name, reasonIs('Hibernated'));
    expect(await namesOf(POD, name)).toEqual([]);
  });

  it('lets go of such pods when their cluster is deleted', async () => {
    const name = await create({}, { 'sandbox.dbaas.io/fail': 'stuck-termination' });
    await until(name, isHealthy(1));
    await client.delete(CLUSTER, { namespace: NAMESPACE, name });
    const left = await eventually(
      () => namesOf(POD, name),
      ({ length }) => length === 0,
    );
    expect(left).toEqual([]);
  });

  it('takes a switchover back whose target dies', async () => {
    const name = await create({ instances: 2 }, { 'sandbox.dbaas.io/fail': 'switchover-target' });
    await until(name, isHealthy(2));
    await patch(name, { status: { targetPrimary: `${name}-2`, phase: 'Switchover in progress' } }, 'status');
    await until(name, ({ status }) => status?.targetPrimary === `${name}-1` && status.readyInstances === 1);
    await patch(name, { metadata: { annotations: { 'sandbox.dbaas.io/fail': null } } });
    await until(name, isHealthy(2));
    const { status } = await get<Cluster>(CLUSTER, name);
    expect(status).toMatchObject({ currentPrimary: `${name}-1`, timelineID: 1 });
  });

  it('tells of the past while the operator is late', async () => {
    const name = await create();
    await until(name, isHealthy(1));
    const annotations = { 'sandbox.dbaas.io/late-ms': '700' };
    const before = performance.now();
    await patch(name, { metadata: { annotations }, spec: { instances: 2 } });
    const phases = await until(name, ({ status }) => status?.phase === 'Creating a new replica');
    expect(phases).toEqual(['Cluster in healthy state', 'Creating a new replica']);
    expect(performance.now() - before).toBeGreaterThanOrEqual(700);
    await until(name, isHealthy(2));
  });

  it('leaves volumes alone that the API server does not let grow, and says nothing of it', async () => {
    await client.create(STORAGE_CLASS, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fixed' },
      provisioner: 'sandbox.dbaas.io/none',
    } as KubeObject);
    const name = await create({ storage: { size: '1Gi', storageClass: 'fixed' } });
    await until(name, isHealthy(1));
    const body = { spec: { resources: { requests: { storage: '2Gi' } } } };
    const refused = await client
      .patch(PERSISTENT_VOLUME_CLAIM, { namespace: NAMESPACE, name: `${name}-1` }, { type: 'merge', body })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 403, reason: 'Forbidden' });
    await patch(name, { spec: { storage: { size: '2Gi' }, instances: 2 } });
    await until(name, isHealthy(2));
    const claim = await get<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, `${name}-1`);
    expect(claim.status?.capacity?.storage).toBe('1Gi');
  });

  it('promotes the instance that a status patch names', async () => {
    const name = await create({ instances: 2 });
    await until(name, isHealthy(2));
    await patch(name, { status: { targetPrimary: `${name}-2`, phase: 'Switchover in progress' } }, 'status');
    await until(name, (cluster) => cluster.status?.currentPrimary === `${name}-2` && isHealthy(2)(cluster));
    const pod = await eventually(
      () => get<Pod>(POD, `${name}-2`),
      ({ metadata }) => metadata.labels?.['cnpg.io/instanceRole'] === 'primary',
    );
    expect(pod.metadata.labels).toMatchObject({ 'cnpg.io/instanceRole': 'primary' });
  });

  it('rejoins an instance whose volume and pod were deleted, in that order', async () => {
    const name = await create({ instances: 2 });
    await until(name, isHealthy(2));
    const { metadata: before } = await get(PERSISTENT_VOLUME_CLAIM, `${name}-2`);
    await client.delete(PERSISTENT_VOLUME_CLAIM, { namespace: NAMESPACE, name: `${name}-2` });
    await client.delete(POD, { namespace: NAMESPACE, name: `${name}-2` });
    const look = (): Promise<KubeObject | undefined> =>
      get(PERSISTENT_VOLUME_CLAIM, `${name}-2`).catch(() => undefined);
    const claim = await eventually(look, (found) => found !== undefined && found.metadata.uid !== before.uid);
    expect(claim?.metadata.uid).not.toBe(before.uid);
    await until(name, isHealthy(2));
  });

  it('gives a load balancer an address', async () => {
    const serviceTemplate = { metadata: { name: 'reachable' }, spec: { type: 'LoadBalancer' } };
    const name = await create({ managed: { services: { additional: [{ selectorType: 'rw', serviceTemplate }] } } });
    await until(name, isHealthy(1));
    const service = await eventually(
      () => get<Service>(SERVICE, 'reachable'),
      ({ status }) => status?.loadBalancer?.ingress !== undefined,
    );
    expect(service.status?.loadBalancer?.ingress?.[0]?.ip).toMatch(/^203\.0\.113\./);
  });

  it('runs a Pooler as a Deployment and a Service', async () => {
    const cluster = await create();
    const name = `${cluster}-pooler-rw`;
    const apiVersion = 'postgresql.cnpg.io/v1';
    const spec = { cluster: { name: cluster }, type: 'rw', instances: 2, pgbouncer: { poolMode: 'session' } };
    await client.create(POOLER, {
      apiVersion,
      kind: 'Pooler',
      metadata: { name, namespace: NAMESPACE },
      spec,
    } as KubeObject);
    const pooler = await eventually(
      () => get<KubeObject & { status?: { instances?: number } }>(POOLER, name),
      ({ status }) => status?.instances === 2,
    );
    expect(pooler.status).toMatchObject({ phase: 'active', instances: 2 });
    expect(await get(DEPLOYMENT, name)).toMatchObject({ status: { availableReplicas: 2 } });
    expect(await get(SERVICE, name)).toMatchObject({ spec: { selector: { 'cnpg.io/poolerName': name } } });
  });

  it('fails scheduled backups truthfully: there is nowhere to store them', async () => {
    const cluster = await create();
    const name = `${cluster}-nightly`;
    const spec = {
      cluster: { name: cluster },
      schedule: '@daily',
      immediate: true,
      method: 'plugin',
      pluginConfiguration: { name: 'p' },
    };
    const apiVersion = 'postgresql.cnpg.io/v1';
    await client.create(SCHEDULED_BACKUP, {
      apiVersion,
      kind: 'ScheduledBackup',
      metadata: { name, namespace: NAMESPACE },
      spec,
    } as KubeObject);
    const look = async (): Promise<KubeObject[]> =>
      (await client.list(BACKUP, { namespace: NAMESPACE, labelSelector: `cnpg.io/scheduled-backup=${name}` })).items;
    const isFailed = (items: KubeObject[]): boolean => items.length === 1 && 'status' in items[0]!;
    expect(await eventually(look, isFailed)).toEqual([
      expect.objectContaining({
        status: expect.objectContaining({ phase: 'failed', error: expect.stringContaining('no plugins') }),
      }),
    ]);
  });

  it('continues where it was stopped', async () => {
    const names = [await create({ instances: 3 }), await create({ instances: 2 })];
    await until(names[0]!, ({ status }) => (status?.instances ?? 0) >= 2);
    await standIn.stop();
    await start();
    await until(names[0]!, isHealthy(3));
    await until(names[1]!, isHealthy(2));
    expect(await namesOf(POD, names[0]!)).toHaveLength(3);
  });

  it('leaves nothing behind when a cluster is deleted', async () => {
    const name = await create({ instances: 2 });
    await until(name, isHealthy(2));
    await client.delete(CLUSTER, { namespace: NAMESPACE, name });
    for (const type of [POD, PERSISTENT_VOLUME_CLAIM, SERVICE, SECRET]) {
      expect(
        await eventually(
          () => namesOf(type, name),
          ({ length }) => length === 0,
        ),
      ).toEqual([]);
    }
  });
});
