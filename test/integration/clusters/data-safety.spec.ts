import {
  EVENT,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  type UntypedObject,
} from '../../../src/kube/meta/index.js';
import { ANNOTATIONS } from '../../../src/domain/naming.js';
import { CNPG_CLUSTER, CNPG_LABELS, POD_MONITOR, POOLER } from '../../../src/providers/postgresql/upstream.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { MONITORING_CONFIG } from '../../../src/resources/monitoring-config/index.js';
import { eventually } from '../../harness/eventually.js';
import { productManifests } from '../../harness/product-manifests.js';
import { ClusterBench, conditionOf, type ClusterKey } from './bench.js';

describe('data is never destroyed silently', () => {
  let bench: ClusterBench;

  beforeAll(async () => {
    bench = await ClusterBench.start();
  });

  afterAll(() => bench.stop());

  const newKey = async (): Promise<ClusterKey> => ({ namespace: await bench.namespace(), name: 'orders' });

  const aStranger = ({ namespace, name }: ClusterKey): UntypedObject => ({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name, namespace },
    spec: { instances: 1, storage: { size: '1Gi' } },
  });

  const healthyUpstream = (key: ClusterKey): Promise<UntypedObject> =>
    eventually(
      () => bench.get(CNPG_CLUSTER, key),
      ({ status }) => status?.phase === 'Cluster in healthy state' && status.readyInstances === 1,
    );

  const aClaim = ({ namespace, name }: ClusterKey): UntypedObject => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: `${name}-1`,
      namespace,
      labels: { [CNPG_LABELS.cluster]: name, [CNPG_LABELS.pvcRole]: 'PG_DATA' },
    },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  });

  const expectTaken = async (key: ClusterKey): Promise<void> => {
    const cluster = await bench.until(key, (live) => conditionOf(live, 'Ready')?.reason === 'NameTaken');
    expect(cluster.status?.phase).toBe('Pending');
    expect(conditionOf(cluster, 'Ready')?.status).toBe('False');
    expect(conditionOf(cluster, 'Synced')?.status).toBe('False');
  };

  const deleteAndWait = async (key: ClusterKey): Promise<void> => {
    await bench.client.delete(DATABASE_CLUSTER, key);
    await bench.gone(DATABASE_CLUSTER, key);
  };

  describe('what somebody else made', () => {
    it('leaves a Cluster of the same name exactly as it was, through create, edit and delete of ours', async () => {
      const key = await newKey();
      await bench.client.create(CNPG_CLUSTER, aStranger(key));
      const before = await healthyUpstream(key);
      await bench.create(key);
      await expectTaken(key);
      await bench.edit(key, { clusterSize: 3, config: [{ name: 'work_mem', value: '8MB' }] });
      await bench.lookAgain(key);
      await expectTaken(key);
      expect(await bench.get(CNPG_CLUSTER, key)).toEqual(before);
      await deleteAndWait(key);
      expect(await bench.get(CNPG_CLUSTER, key)).toEqual(before);
      expect(await bench.names(PERSISTENT_VOLUME_CLAIM, key.namespace)).toEqual(['orders-1']);
      expect(await bench.names(POD, key.namespace)).toEqual(['orders-1']);
    });

    it('shows nothing of the stranger as if it were ours', async () => {
      const key = await newKey();
      await bench.client.create(CNPG_CLUSTER, aStranger(key));
      await healthyUpstream(key);
      await bench.create(key);
      await expectTaken(key);
      const { status } = await bench.lookAgain(key);
      expect(status?.endpoints ?? []).toEqual([]);
      expect(status?.members ?? []).toEqual([]);
      expect(status?.binding).toBeUndefined();
    });

    it('makes its own once the stranger has gone', async () => {
      const key = await newKey();
      await bench.client.create(CNPG_CLUSTER, aStranger(key));
      await healthyUpstream(key);
      await bench.create(key);
      await expectTaken(key);
      await bench.client.delete(CNPG_CLUSTER, key);
      const { metadata } = await bench.running(key);
      const child = await bench.get(CNPG_CLUSTER, key);
      expect(child.metadata.labels).toMatchObject({ 'dbaas.io/cluster-uid': metadata.uid });
    });

    it('does not build on left-over volumes of that name, nor remove them', async () => {
      const key = await newKey();
      const before = await bench.client.create(PERSISTENT_VOLUME_CLAIM, aClaim(key));
      await bench.create(key);
      await expectTaken(key);
      await bench.lookAgain(key);
      expect(await bench.find(CNPG_CLUSTER, key)).toBeUndefined();
      await deleteAndWait(key);
      const after = await bench.get(PERSISTENT_VOLUME_CLAIM, { ...key, name: 'orders-1' });
      expect(after.metadata.uid).toBe(before.metadata.uid);
      expect(after.metadata.deletionTimestamp).toBeUndefined();
    });

    it('goes on by itself when the left-over volumes are deleted', async () => {
      const key = await newKey();
      await bench.client.create(PERSISTENT_VOLUME_CLAIM, aClaim(key));
      await bench.create(key);
      await expectTaken(key);
      await bench.client.delete(PERSISTENT_VOLUME_CLAIM, { ...key, name: 'orders-1' });
      expect((await bench.running(key)).status?.readyMembers).toBe(1);
    });

    it('leaves a Secret with the name of the credentials as it was', async () => {
      const key = await newKey();
      const secretKey = { ...key, name: 'orders-credentials' };
      const before = await bench.client.create<UntypedObject>(SECRET, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: secretKey,
        type: 'Opaque',
        data: { password: Buffer.from('theirs').toString('base64') },
      });
      await bench.create(key);
      await expectTaken(key);
      await bench.edit(key, { clusterSize: 2 });
      await bench.lookAgain(key);
      expect(await bench.get(SECRET, secretKey)).toEqual(before);
      expect(await bench.find(CNPG_CLUSTER, key)).toBeUndefined();
      const answer = await bench.sandbox.request(
        'GET',
        `/api/v1/namespaces/${key.namespace}/clusters/orders/credentials/app`,
      );
      expect(answer.status).toBe(404);
      await deleteAndWait(key);
      expect(await bench.get(SECRET, secretKey)).toEqual(before);
    });

    it('leaves a Pooler with the name of ours as it was', async () => {
      const key = await newKey();
      const poolerKey = { ...key, name: 'orders-pooler-rw' };
      await bench.client.create<UntypedObject>(POOLER, {
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'Pooler',
        metadata: poolerKey,
        spec: { cluster: { name: 'another' }, instances: 1, type: 'ro', pgbouncer: { poolMode: 'session' } },
      });
      await bench.create(key, { spec: { proxy: { type: 'pgbouncer' } } });
      await bench.until(key, ({ status }) => status?.message?.includes('Pooler "orders-pooler-rw"') ?? false);
      const { metadata, spec } = await bench.get(POOLER, poolerKey);
      await bench.lookAgain(key);
      await deleteAndWait(key);
      expect(await bench.get(POOLER, poolerKey)).toMatchObject({
        metadata: { uid: metadata.uid, generation: 1 },
        spec,
      });
    });
  });

  describe('a child that vanishes', () => {
    it('is made again as long as the cluster never ran', async () => {
      const key = await newKey();
      // A class that does not exist keeps its volumes, and so the database, from ever coming up.
      await bench.create(key, { spec: { storage: { size: '1Gi', className: 'absent' } } });
      await bench.inPhase(key, 'Creating');
      const first = await bench.get(CNPG_CLUSTER, key);
      await bench.client.delete(CNPG_CLUSTER, key);
      const second = await eventually(
        () => bench.find(CNPG_CLUSTER, key),
        (child) => child !== undefined && child.metadata.uid !== first.metadata.uid,
      );
      expect(second?.metadata.annotations?.[ANNOTATIONS.incarnation]).toBe('{"number":1}');
    });

    it('is never replaced by an empty one once the cluster ran, until the user says so in so many words', async () => {
      const key = await newKey();
      const { status } = await bench.createRunning(key);
      expect(status?.incarnation).toMatchObject({ number: 1 });
      await bench.client.delete(CNPG_CLUSTER, key);

      const lost = await bench.until(key, (live) => conditionOf(live, 'Ready')?.reason === 'UpstreamLost');
      expect(lost.status?.phase).toBe('Failed');
      expect(lost.status?.message).toContain('dbaas.io/recreate-empty: "1"');
      await bench.edit(key, { clusterSize: 2 });
      await bench.lookAgain(key);
      expect(await bench.find(CNPG_CLUSTER, key)).toBeUndefined();

      await bench.patch(DATABASE_CLUSTER, key, { metadata: { annotations: { [ANNOTATIONS.recreateEmpty]: '2' } } });
      await bench.lookAgain(key);
      expect(await bench.find(CNPG_CLUSTER, key)).toBeUndefined();

      await bench.patch(DATABASE_CLUSTER, key, { metadata: { annotations: { [ANNOTATIONS.recreateEmpty]: '1' } } });
      const again = await bench.running(key);
      expect(again.status).toMatchObject({ readyMembers: 2, incarnation: { number: 2 } });
    });

    it('takes consent for one loss only', async () => {
      const key = await newKey();
      await bench.createRunning(key, { metadata: { annotations: { [ANNOTATIONS.recreateEmpty]: '1' } } });
      await bench.client.delete(CNPG_CLUSTER, key);
      await bench.until(key, ({ status }) => status?.phase === 'Running' && status.incarnation?.number === 2);
      await bench.client.delete(CNPG_CLUSTER, key);
      await bench.until(key, (live) => conditionOf(live, 'Ready')?.reason === 'UpstreamLost');
      await bench.lookAgain(key);
      expect(await bench.find(CNPG_CLUSTER, key)).toBeUndefined();
    });

    it('is not taken for what replaced it, though that carries our labels', async () => {
      const key = await newKey();
      const { metadata } = await bench.createRunning(key);
      await bench.stopApplication();
      await bench.client.delete(CNPG_CLUSTER, key);
      await bench.gone(CNPG_CLUSTER, key);
      await eventually(
        () => bench.names(PERSISTENT_VOLUME_CLAIM, key.namespace),
        (names) => names.length === 0,
      );
      const impostor = aStranger(key);
      impostor.metadata.labels = { 'dbaas.io/cluster-uid': metadata.uid!, 'dbaas.io/cluster': key.name };
      await bench.client.create(CNPG_CLUSTER, impostor);
      const before = await healthyUpstream(key);
      await bench.startApplication();
      const lost = await bench.until(key, (live) => conditionOf(live, 'Ready')?.reason === 'UpstreamLost');
      expect(lost.status?.message).toContain('was replaced by another object');
      await bench.lookAgain(key);
      expect((await bench.get(CNPG_CLUSTER, key)).metadata.generation).toBe(before.metadata.generation);
    });

    it('lets the cluster be deleted', async () => {
      const key = await newKey();
      await bench.createRunning(key);
      await bench.client.delete(CNPG_CLUSTER, key);
      await bench.until(key, (live) => conditionOf(live, 'Ready')?.reason === 'UpstreamLost');
      await deleteAndWait(key);
      expect(await bench.names(SECRET, key.namespace)).toEqual([]);
    });
  });

  describe('deletion', () => {
    const KINDS = [CNPG_CLUSTER, POOLER, POD_MONITOR, POD, PERSISTENT_VOLUME_CLAIM, SECRET, SERVICE];

    const createWithEverything = async (key: ClusterKey, spec: object = {}): Promise<void> => {
      await bench.client.create<UntypedObject>(MONITORING_CONFIG, {
        apiVersion: 'dbaas.io/v1alpha1',
        kind: 'MonitoringConfig',
        metadata: { name: 'prometheus', namespace: key.namespace },
        spec: { prometheus: { labels: { release: 'monitoring' } } },
      });
      const proxy = { type: 'pgbouncer', size: 1 };
      const monitoring = { configRef: { name: 'prometheus' } };
      await bench.createRunning(key, { spec: { clusterSize: 2, proxy, monitoring, ...spec } });
      for (const type of KINDS) {
        await eventually(
          () => bench.names(type, key.namespace),
          (names) => names.length > 0,
        );
      }
    };

    it('leaves nothing behind', async () => {
      const key = await newKey();
      await createWithEverything(key);
      await deleteAndWait(key);
      for (const type of KINDS) {
        // The operator's own Secrets and Services go with the garbage collector, after ours.
        const left = await eventually(
          () => bench.names(type, key.namespace),
          (names) => names.length === 0,
        );
        expect(left).toEqual([]);
      }
    });

    it('with Retain keeps volumes and credentials, free of owners and at rest, and says how to get the data back', async () => {
      const key = await newKey();
      await createWithEverything(key, { deletionPolicy: 'Retain' });
      const claims = await bench.names(PERSISTENT_VOLUME_CLAIM, key.namespace);
      const secret = await bench.get(SECRET, { ...key, name: 'orders-credentials' });
      await deleteAndWait(key);

      expect(await bench.names(POD, key.namespace)).toEqual([]);
      expect(await bench.names(CNPG_CLUSTER, key.namespace)).toEqual([]);
      expect(await bench.names(POOLER, key.namespace)).toEqual([]);
      const kept = await bench.list(PERSISTENT_VOLUME_CLAIM, key.namespace);
      expect(kept.map(({ metadata }) => metadata.name)).toEqual(claims);
      for (const { metadata } of kept) {
        expect(metadata.ownerReferences ?? []).toEqual([]);
        expect(metadata.deletionTimestamp).toBeUndefined();
      }
      expect((await bench.get(SECRET, { ...key, name: 'orders-credentials' })).data).toEqual(secret.data);
      const events = await eventually(
        () => bench.list(EVENT, key.namespace),
        (list) => list.some(({ reason }) => reason === 'VolumesKept'),
      );
      const { message } = events.find(({ reason }) => reason === 'VolumesKept')!;
      expect(message).toContain('orders-1');
      expect(message).toContain('spec.bootstrap.recovery.volumeSnapshots');
    });

    it('honours a policy that the request of deletion names', async () => {
      const key = await newKey();
      await bench.createRunning(key);
      const path = `/api/v1/namespaces/${key.namespace}/clusters/orders`;
      expect((await bench.sandbox.request('DELETE', `${path}?policy=Retain`)).status).toBe(202);
      await bench.gone(DATABASE_CLUSTER, key);
      expect(await bench.names(PERSISTENT_VOLUME_CLAIM, key.namespace)).toEqual(['orders-1']);
    });

    it('is refused of a protected cluster at the door of the API server', async () => {
      const key = await newKey();
      await bench.createRunning(key, { spec: { deletionProtection: true } });
      await expect(bench.client.delete(DATABASE_CLUSTER, key)).rejects.toMatchObject({ code: 403 });
      expect((await bench.get(DATABASE_CLUSTER, key)).metadata.deletionTimestamp).toBeUndefined();
      await bench.edit(key, { deletionProtection: false });
      await deleteAndWait(key);
    });

    it('is refused of a protected cluster by REST, with the next step', async () => {
      const key = await newKey();
      await bench.createRunning(key, { spec: { deletionProtection: true } });
      const { metadata } = await bench.get(DATABASE_CLUSTER, key);
      const answer = await bench.sandbox.request('DELETE', `/api/v1/namespaces/${key.namespace}/clusters/orders`);
      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({ code: 'deletion_protected', retryable: false });
      expect(answer.body.detail).toContain('spec.deletionProtection');
      expect((await bench.get(DATABASE_CLUSTER, key)).metadata.resourceVersion).toBe(metadata.resourceVersion);
    });
  });
});

describe('where the admission policy is absent', () => {
  it('a deletion of a protected cluster is held by the finalizer while the database serves', async () => {
    const manifests = (await productManifests()).filter(({ kind }) => !kind.startsWith('ValidatingAdmissionPolicy'));
    const bench = await ClusterBench.start({ cluster: { manifests } });
    try {
      const key = { namespace: await bench.namespace(), name: 'orders' };
      await bench.createRunning(key, { spec: { deletionProtection: true } });
      await bench.client.delete(DATABASE_CLUSTER, key);
      const held = await bench.until(key, ({ status }) => status?.phase === 'Deleting');
      expect(held.status?.message).toContain('deletionProtection');
      expect(await bench.names(POD, key.namespace)).toEqual(['orders-1']);
      expect((await bench.get(CNPG_CLUSTER, key)).metadata.deletionTimestamp).toBeUndefined();
      await bench.edit(key, { deletionProtection: false });
      await bench.gone(DATABASE_CLUSTER, key);
    } finally {
      await bench.stop();
    }
  });
});
