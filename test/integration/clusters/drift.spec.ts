import { POD, SECRET, type UntypedObject } from '../../../src/kube/meta/index.js';
import { ANNOTATIONS, FIELD_MANAGER, LABELS } from '../../../src/domain/naming.js';
import { CNPG_CLUSTER, POD_MONITOR, POOLER } from '../../../src/providers/postgresql/upstream.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { MONITORING_CONFIG } from '../../../src/resources/monitoring-config/index.js';
import { eventually } from '../../harness/eventually.js';
import { APPLICATION_USER } from '../../harness/application-identity.js';
import { ClusterBench, raw, type ClusterKey, type Raw } from './bench.js';
import { RequestCounter, summarize } from './request-counter.js';

describe('drift', () => {
  let bench: ClusterBench;

  beforeAll(async () => {
    bench = await ClusterBench.start();
  });

  afterAll(() => bench.stop());

  const newKey = async (): Promise<ClusterKey> => ({ namespace: await bench.namespace(), name: 'orders' });

  const child = (key: ClusterKey): Promise<UntypedObject> => bench.get(CNPG_CLUSTER, key);

  const untilChild = (key: ClusterKey, accept: (spec: Raw, object: Raw) => boolean): Promise<UntypedObject> =>
    eventually(
      () => child(key),
      (object) => accept(raw(object).spec, object),
    );

  const monitored = async (key: ClusterKey): Promise<void> => {
    await bench.client.create<UntypedObject>(MONITORING_CONFIG, {
      apiVersion: 'dbaas.io/v1alpha1',
      kind: 'MonitoringConfig',
      metadata: { name: 'prometheus', namespace: key.namespace },
      spec: { prometheus: { interval: '30s' } },
    });
  };

  describe('in fields that we own is put right', () => {
    it.each<{ field: string; drift: object; isMended: (spec: Raw, object: Raw) => boolean }>([
      {
        field: 'the number of instances',
        drift: { spec: { instances: 3 } },
        isMended: ({ instances }) => instances === 1,
      },
      {
        field: 'a setting',
        drift: { spec: { postgresql: { parameters: { max_connections: '7' } } } },
        isMended: ({ postgresql }) => postgresql.parameters.max_connections === '77',
      },
      {
        field: 'a setting that was removed',
        drift: { spec: { postgresql: { parameters: { max_connections: null } } } },
        isMended: ({ postgresql }) => postgresql.parameters.max_connections === '77',
      },
      {
        field: 'superuser access',
        drift: { spec: { enableSuperuserAccess: true } },
        isMended: ({ enableSuperuserAccess }) => enableSuperuserAccess === false,
      },
      {
        field: 'the annotation that stops members',
        drift: { metadata: { annotations: { 'cnpg.io/hibernation': 'on' } } },
        isMended: (_, { metadata }) => metadata.annotations['cnpg.io/hibernation'] === 'off',
      },
      {
        field: 'a label of ours',
        drift: { metadata: { labels: { [LABELS.engine]: 'mysql' } } },
        isMended: (_, { metadata }) => metadata.labels[LABELS.engine] === 'postgresql',
      },
      {
        field: 'the hash of what was applied',
        drift: { metadata: { annotations: { [ANNOTATIONS.appliedHash]: null } } },
        isMended: (_, { metadata }) => Boolean(metadata.annotations[ANNOTATIONS.appliedHash]),
      },
    ])('$field', async ({ drift, isMended }) => {
      const key = await newKey();
      await bench.createRunning(key, { spec: { config: [{ name: 'max_connections', value: '77' }] } });
      await bench.patch(CNPG_CLUSTER, key, drift);
      await untilChild(key, isMended);
      await bench.running(key);
      expect(isMended(raw(await child(key)).spec, await child(key))).toBe(true);
    });

    it('a Pooler that was edited, and one that was deleted', async () => {
      const key = await newKey();
      await bench.createRunning(key, { spec: { proxy: { type: 'pgbouncer', size: 1 } } });
      const poolerKey = { ...key, name: 'orders-pooler-rw' };
      await bench.patch(POOLER, poolerKey, { spec: { instances: 4 } });
      await eventually(
        () => bench.get(POOLER, poolerKey),
        (pooler) => raw(pooler).spec.instances === 1,
      );
      const { metadata } = await bench.get(POOLER, poolerKey);
      await bench.client.delete(POOLER, poolerKey);
      const again = await eventually(
        () => bench.find(POOLER, poolerKey),
        (pooler) => pooler !== undefined && pooler.metadata.uid !== metadata.uid,
      );
      expect(raw(again).spec.instances).toBe(1);
    });

    it('a PodMonitor that was edited, and a MonitoringConfig that changes', async () => {
      const key = await newKey();
      await monitored(key);
      await bench.createRunning(key, { spec: { monitoring: { configRef: { name: 'prometheus' } } } });
      const intervalOf = (monitor: UntypedObject): string => raw(monitor).spec.podMetricsEndpoints[0].interval;
      await bench.patch(POD_MONITOR, key, { spec: { podMetricsEndpoints: [{ port: 'metrics', interval: '1s' }] } });
      await eventually(
        async () => intervalOf(await bench.get(POD_MONITOR, key)),
        (interval) => interval === '30s',
      );
      await bench.patch(
        MONITORING_CONFIG,
        { ...key, name: 'prometheus' },
        { spec: { prometheus: { interval: '10s' } } },
      );
      const interval = await eventually(
        async () => intervalOf(await bench.get(POD_MONITOR, key)),
        (found) => found === '10s',
      );
      expect(interval).toBe('10s');
    });

    it('the credentials Secret: keys that were changed or removed, never the password', async () => {
      const key = await newKey();
      await bench.createRunning(key);
      const secretKey = { ...key, name: 'orders-credentials' };
      const before = raw(await bench.get(SECRET, secretKey)).data;
      const host = Buffer.from('elsewhere').toString('base64');
      await bench.patch(SECRET, secretKey, { data: { host, port: null, extra: 'eA==' } });
      const after = await eventually(
        async () => raw(await bench.get(SECRET, secretKey)).data,
        (data) => data.host === before.host && data.port === before.port,
      );
      expect(after).toEqual({ ...before, extra: 'eA==' });
    });

    it('the credentials Secret that was deleted is made again', async () => {
      const key = await newKey();
      await bench.createRunning(key);
      const secretKey = { ...key, name: 'orders-credentials' };
      const { metadata } = await bench.get(SECRET, secretKey);
      await bench.client.delete(SECRET, secretKey);
      const again = await eventually(
        () => bench.find(SECRET, secretKey),
        (secret) => secret !== undefined && secret.metadata.uid !== metadata.uid,
      );
      expect(Object.keys(raw(again).data)).toEqual(expect.arrayContaining(['username', 'password', 'uri', 'host']));
    });

    it('a password that somebody rotated stays, and the uri follows it', async () => {
      const key = await newKey();
      await bench.createRunning(key);
      const secretKey = { ...key, name: 'orders-credentials' };
      await bench.patch(SECRET, secretKey, { data: { password: Buffer.from('rotated').toString('base64') } });
      const data = await eventually(
        async () => raw(await bench.get(SECRET, secretKey)).data,
        ({ uri }) => Buffer.from(uri, 'base64').toString().includes(':rotated@'),
      );
      expect(Buffer.from(data.password, 'base64').toString()).toBe('rotated');
    });
  });

  it('leaves fields of others alone, whatever we change', async () => {
    const key = await newKey();
    await bench.createRunning(key);
    await bench.patch(CNPG_CLUSTER, key, {
      metadata: { labels: { team: 'shop' }, annotations: { note: 'theirs' } },
      spec: { logLevel: 'debug', startDelay: 1234, postgresql: { parameters: { work_mem: '9MB' } } },
    });
    await bench.edit(key, { clusterSize: 2, config: [{ name: 'max_connections', value: '77' }] });
    await bench.running(key);
    await bench.edit(key, { clusterSize: 1, config: null });
    await bench.running(key);
    expect(await child(key)).toMatchObject({
      metadata: { labels: { team: 'shop' }, annotations: { note: 'theirs' } },
      spec: { logLevel: 'debug', startDelay: 1234, instances: 1, postgresql: { parameters: { work_mem: '9MB' } } },
    });
  });

  it('a setting that leaves the intent leaves the child, with the first change after its creation', async () => {
    const key = await newKey();
    const config = [
      { name: 'max_connections', value: '77' },
      { name: 'work_mem', value: '8MB' },
    ];
    await bench.createRunning(key, { spec: { config } });
    await bench.edit(key, { config: [{ name: 'max_connections', value: '77' }] });
    await bench.running(key);
    const { parameters } = raw(await child(key)).spec.postgresql;
    expect(parameters).not.toHaveProperty('work_mem');
    expect(parameters).toMatchObject({ max_connections: '77', wal_level: 'logical' });
  });

  it('takes fields over from its own create once, and from nobody else', async () => {
    const key = await newKey();
    await bench.createRunning(key, { spec: { config: [{ name: 'work_mem', value: '8MB' }] } });
    await bench.edit(key, { clusterSize: 2 });
    await bench.running(key);
    await bench.edit(key, { clusterSize: 1 });
    await bench.running(key);
    const entries = (await child(key)).metadata.managedFields!.filter(({ manager }) => manager === FIELD_MANAGER);
    expect(entries.map(({ operation, subresource }) => ({ operation, subresource }))).toEqual([
      { operation: 'Apply', subresource: undefined },
    ]);
  });

  it('is not what the webhook writes: defaults cause no write of ours', async () => {
    const key = await newKey();
    await bench.createRunning(key, {
      spec: { proxy: { type: 'pgbouncer' }, resources: { cpu: '1000m', memory: '1024Mi' }, clusterSize: 2 },
    });
    const counter = new RequestCounter(bench.cluster, APPLICATION_USER);
    const { metadata } = await child(key);
    // Any change of the child wakes the loop: it looks, and finds nothing to do.
    await bench.patch(CNPG_CLUSTER, key, { metadata: { labels: { team: 'shop' } } });
    await bench.lookAgain(key);
    counter.stop();
    const ofChildren = counter.writes.filter(({ resource }) => !/^(databaseclusters|events)\b/.test(resource));
    expect(summarize(ofChildren)).toEqual([]);
    expect((await child(key)).metadata.generation).toBe(metadata.generation);
  });

  it('of members is the business of the operator: a pod that is deleted comes back, and the status says so', async () => {
    const key = await newKey();
    await bench.createRunning(key, { spec: { clusterSize: 2 } });
    const before = await bench.get(POD, { ...key, name: 'orders-2' });
    await bench.client.delete(POD, { ...key, name: 'orders-2' });
    await eventually(
      () => bench.find(POD, { ...key, name: 'orders-2' }),
      (pod) => pod !== undefined && pod.metadata.uid !== before.metadata.uid,
    );
    const { status } = await bench.until(
      key,
      (live) => live.status?.phase === 'Running' && live.status.readyMembers === 2,
    );
    expect(status?.incarnation?.number).toBe(1);
    expect((await bench.get(DATABASE_CLUSTER, key)).metadata.generation).toBe(1);
  });
});
