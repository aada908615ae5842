import type { PolicyRule } from '../../src/kube/access/index.js';
import type { LeaseTimes } from '../../src/kube/leader-election/index.js';
import {
  apiVersionOf,
  PERSISTENT_VOLUME_CLAIM,
  type KubeObject,
  type UntypedObject,
} from '../../src/kube/meta/index.js';
import { CNPG_ANNOTATIONS, CNPG_CLUSTER, POD_MONITOR, POOLER } from '../../src/providers/postgresql/upstream.js';
import { podName, poolName, userName } from '../../src/providers/kafka/names.js';
import { KAFKA_USER } from '../../src/providers/kafka/upstream.js';
import { SERVICE_ACCOUNT } from '../../src/permissions/index.js';
import { BACKUP_STORAGE } from '../../src/resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../../src/resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../src/resources/database-cluster/index.js';
import { OPS_REQUEST } from '../../src/resources/ops-request/index.js';
import { OBJECT_STORE } from '../../src/providers/postgresql/upstream-backups.js';
import type { AuditedRequest } from '../envtest/audit-log.js';
import { APPLICATION_USER } from '../harness/application-identity.js';
import { eventually } from '../harness/eventually.js';
import { productManifests } from '../harness/product-manifests.js';
import { startAnyCluster, type Answer } from '../harness/sandbox-app.js';
import { PacedClock } from '../doubles/paced-clock.js';
import { S3_KEYS, S3Store } from '../doubles/object-stores/s3-store.js';
import { refusalOf } from '../conformance/engines/asks.js';
import { ENGINES, type EngineUnderTest } from '../conformance/engines/engine-under-test.js';
import { BACKED_UP, STORAGE, STORE_ENV } from './backups/backup-bench.js';
import { ClusterBench, conditionOf, raw, type ClusterKey } from './clusters/bench.js';
import { RequestCounter } from './clusters/request-counter.js';

const PATIENCE_MS = 120_000;
/** What the product waits for seconds to be sure of costs the test fractions of one; its leases are as long as ever. */
const SPEED = 20;
const LEASE_TIMES: LeaseTimes = {
  leaseDurationMs: 15_000 * SPEED,
  renewDeadlineMs: 10_000 * SPEED,
  retryPeriodMs: 2_000 * SPEED,
};
/** Of one database, whatever their time to live says. */
const KEPT_OPERATIONS = 20;
const ENV = { DBAAS_SHARDING: 'true', DBAAS_LEADER_ELECTION: 'true', ...STORE_ENV };

/** Rights that no request shows, each with its reason. */
const NEVER_SEEN: Readonly<Record<string, string>> = {
  'create databaseengines.dbaas.io': 'a server asks for it besides `patch` when an apply finds nothing to change',
  'delete jobs.batch': 'an operation on a database of several members, which has a suite of its own',
  'delete perconaservermongodbbackups.psmdb.percona.com': 'a backup that has failed, which has a suite of its own',
  'delete perconaxtradbclusterbackups.pxc.percona.com': 'the same',
  'delete pods': 'an operation on a database of several members',
  'patch clusters/status.postgresql.cnpg.io': 'the same',
  'patch kafkarebalances.kafka.strimzi.io': 'a rebalance that is cancelled, which has a suite of its own',
  'patch perconaservermongodbrestores.psmdb.percona.com': 'an order to fill a new database that somebody has edited',
  'patch perconaxtradbclusterrestores.pxc.percona.com': 'the same',
};

/** Rights that the application asks for and can do without. */
const DENIED_ON_PURPOSE = ['create namespaces'];

const rightOf = ({ verb, resource, subresource }: AuditedRequest): string => {
  const [plural, ...group] = resource.split('.');
  return `${verb} ${[[plural, subresource].filter(Boolean).join('/'), ...group].join('.')}`;
};

const rightsOf = ({ apiGroups, resources, verbs }: PolicyRule): string[] =>
  apiGroups.flatMap((group) =>
    resources.flatMap((resource) => verbs.map((verb) => `${verb} ${[resource, group].filter(Boolean).join('.')}`)),
  );

const unique = (rights: readonly string[]): string[] => [...new Set(rights)].sort();

/** Informers begin with a list only where the server cannot stream one; they may do what they watch. */
const isListOfWatched = (right: string, used: readonly string[]): boolean =>
  right.startsWith('list ') && used.includes(right.replace('list ', 'watch '));

/** Engines without a story of their own. */
const OTHERS = ENGINES.filter(({ name }) => !['postgresql', 'kafka'].includes(name));

const SPEC = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };
const FULL = { ...SPEC, proxy: { type: 'pgbouncer' }, monitoring: { configRef: { name: 'prometheus' } } };

describe('the rights of the application', () => {
  let bench: ClusterBench;
  let counter: RequestCounter;
  let granted: string[];
  let store: S3Store;

  beforeAll(async () => {
    const isOwnRole = ({ kind, metadata }: KubeObject): boolean =>
      (kind === 'ClusterRole' || kind === 'Role') && metadata.name === SERVICE_ACCOUNT.name;
    const roles = (await productManifests()).filter(isOwnRole);
    granted = roles.flatMap((role) => (role as KubeObject & { rules: PolicyRule[] }).rules.flatMap(rightsOf));
    store = await S3Store.start();
    const cluster = await startAnyCluster();
    counter = new RequestCounter(cluster, APPLICATION_USER);
    bench = await ClusterBench.over(cluster, { env: ENV, clock: new PacedClock(SPEED), leaseTimes: LEASE_TIMES });
    await liveThroughEverything().catch((error: unknown) => {
      throw new Error(`it got stuck; denied were: ${denied().join(', ')}`, { cause: error });
    });
  }, PATIENCE_MS);

  afterAll(async () => {
    counter.stop();
    await bench.stop();
    await store.stop();
  });

  const ask = async (method: string, { namespace, name }: ClusterKey, rest = '', spec?: object): Promise<void> => {
    const path = `/api/v1/namespaces/${namespace}/clusters`;
    const answer =
      method === 'POST'
        ? await bench.sandbox.request(method, path, { body: { metadata: { name }, spec } })
        : await bench.sandbox.request(method, `${path}/${name}${rest}`, { body: spec && { spec } });
    expect(answer.status < 300 ? [] : [method, answer.body]).toEqual([]);
  };

  const create = async (key: ClusterKey, spec: object): Promise<void> => {
    await ask('POST', key, '', spec);
    await bench.running(key);
  };

  const edit = async (key: ClusterKey, spec: object): Promise<void> => {
    await ask('PATCH', key, '', spec);
    await bench.running(key);
  };

  const remove = async (key: ClusterKey): Promise<void> => {
    await ask('DELETE', key);
    await bench.gone(DATABASE_CLUSTER, key);
  };

  const setInterval = async (config: string, interval: string): Promise<void> => {
    const { status } = await bench.sandbox.request('PATCH', config, { body: { spec: { prometheus: { interval } } } });
    expect(status).toBe(200);
  };

  /** All that one database can ask for, but for its volumes. */
  const liveAndDie = async (key: ClusterKey): Promise<void> => {
    const { namespace } = key;
    const configs = `/api/v1/namespaces/${namespace}/monitoring-configs`;
    const body = { metadata: { name: 'prometheus' }, spec: { prometheus: {} } };
    expect((await bench.sandbox.request('POST', configs, { body })).status).toBe(201);
    await create(key, FULL);
    await ask('GET', key, '/credentials/app');
    await ask('GET', key, '/events');
    expect((await bench.sandbox.request('GET', `/api/v1/namespaces/${namespace}/quota`)).status).toBe(200);
    const monitors = (): Promise<UntypedObject[]> => bench.list(POD_MONITOR, namespace);
    await eventually(monitors, ({ length }) => length > 0);
    await setInterval(`${configs}/prometheus`, '77s');
    await eventually(monitors, ([monitor]) => raw(monitor).spec.podMetricsEndpoints[0].interval === '77s');
    await edit(key, { proxy: { size: 3 } });
    // The second time the events of the first are counted up.
    for (const value of ['110', '120', '130']) await edit(key, { config: [{ name: 'max_connections', value }] });
    await operateByRest(key);
    await operateUntilOneGoes(key);
    await edit(key, { proxy: null, monitoring: null });
    for (const type of [POOLER, POD_MONITOR]) {
      await eventually(
        () => bench.names(type, namespace),
        (names) => names.length === 0,
      );
    }
    await remove(key);
    expect((await bench.sandbox.request('DELETE', `${configs}/prometheus`)).status).toBeLessThan(300);
  };

  const leaveVolumes = async (key: ClusterKey): Promise<void> => {
    await create(key, { ...SPEC, deletionPolicy: 'Retain' });
    await remove(key);
  };

  /** A volume that nobody owns any more: what a retention leaves that was broken off. */
  const leaveOrphan = async (key: ClusterKey): Promise<void> => {
    await create(key, SPEC);
    const [volume] = await bench.list(PERSISTENT_VOLUME_CLAIM, key.namespace);
    const { labels } = volume!.metadata;
    // Else the operator would take it for its own again.
    const annotations = { [CNPG_ANNOTATIONS.reconciliationLoop]: 'disabled' };
    await bench.patch(CNPG_CLUSTER, key, { metadata: { annotations } });
    await bench.client.create<UntypedObject>(PERSISTENT_VOLUME_CLAIM, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: `${key.name}-9`, namespace: key.namespace, labels },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    await remove(key);
  };

  const operate = async ({ namespace, name }: ClusterKey, operation: string, spec: object): Promise<void> => {
    await bench.client.create<UntypedObject>(OPS_REQUEST, {
      apiVersion: apiVersionOf(OPS_REQUEST),
      kind: OPS_REQUEST.kind,
      metadata: { name: operation, namespace },
      spec: { clusterRef: { name }, ttlSecondsAfterFinished: 0, ...spec },
    });
    await eventually(
      () => bench.find(OPS_REQUEST, { namespace, name: operation }),
      (request) => request === undefined || raw(request).status?.finishedAt !== undefined,
    );
  };

  /** Sent twice under one key: the second finds the first. */
  const operateByRest = async ({ namespace, name }: ClusterKey): Promise<void> => {
    const path = `/api/v1/namespaces/${namespace}`;
    const body = { spec: { type: 'Restart' } };
    const headers = { 'idempotency-key': 'once' };
    const submit = (): Promise<Answer> =>
      bench.sandbox.request('POST', `${path}/clusters/${name}/operations`, { body, headers });
    const { body: request } = await submit();
    await submit();
    const finished = (): Promise<Answer> => bench.sandbox.request('GET', `${path}/operations/${request.metadata.name}`);
    await eventually(finished, (answer) => answer.body.status?.finishedAt !== undefined);
    await bench.sandbox.request('DELETE', `${path}/operations/${request.metadata.name}`);
  };

  /** One more than are kept, so that one is taken away; what an engine has never heard of ends at once. */
  const operateUntilOneGoes = async (key: ClusterKey): Promise<void> => {
    await operate(key, 'restart', { type: 'Restart' });
    const unheardOf = { type: 'Custom', custom: { name: 'unheard-of' } };
    for (let n = 1; n <= KEPT_OPERATIONS; n += 1) await operate(key, `custom-${n}`, unheardOf);
    await bench.gone(OPS_REQUEST, { ...key, name: 'restart' });
  };

  /** What only a Kafka asks for. */
  const liveAsKafka = async (key: ClusterKey): Promise<void> => {
    const { namespace, name } = key;
    await create(key, { engine: 'kafka', version: '4.2', clusterSize: 3, storage: { size: '1Gi' } });
    await edit(key, { storage: { size: '2Gi' }, config: [{ name: 'log.retention.ms', value: '60000' }] });
    const member = podName(name, poolName(name, 'broker'), 0);
    await operate(key, 'restart-one', { type: 'Restart', restart: { members: [member] } });
    for (const operation of ['spread', 'spread-again']) {
      await operate(key, operation, { type: 'Custom', custom: { name: 'rebalance' } });
    }
    const user = { namespace, name: userName(name) };
    await bench.patch(KAFKA_USER, user, { spec: { authorization: { acls: [] } } });
    await eventually(
      () => bench.find(KAFKA_USER, user),
      (found) => raw(found).spec.authorization.acls.length > 0,
    );
    await remove(key);
  };

  /** What any engine asks for that has no story of its own: it grows, is backed up and taken back, and goes. */
  const liveAs = async (engine: EngineUnderTest, key: ClusterKey): Promise<void> => {
    const takesBackups = refusalOf(engine, 'Backup') === undefined;
    if (takesBackups) await nameStorage(key.namespace);
    await create(key, engine.smallest(takesBackups ? BACKED_UP : {}));
    await edit(key, { storage: { size: '2Gi' } });
    if (takesBackups) await goBack(key);
    await remove(key);
  };

  const nameStorage = async (namespace: string): Promise<void> => {
    const spec = { type: 'S3', bucket: 'backups', endpoint: store.url, forcePathStyle: true };
    const body = { metadata: { name: STORAGE }, spec, credentials: S3_KEYS };
    const path = `/api/v1/namespaces/${namespace}/backup-storages`;
    expect((await bench.sandbox.request('POST', path, { body })).status).toBe(201);
    // It may have been tried before its credentials were there.
    await eventually(
      () => bench.find(BACKUP_STORAGE, { namespace, name: STORAGE }),
      (storage) => conditionOf(raw(storage), 'Ready')?.status === 'True',
    );
  };

  const goBack = async (key: ClusterKey): Promise<void> => {
    await operate(key, 'keep', { type: 'Backup', backup: { name: 'kept' } });
    await operate(key, 'go-back', { type: 'Restore', restore: { backupRef: { name: 'kept' } } });
    await bench.running(key);
    await bench.sandbox.request('DELETE', `/api/v1/namespaces/${key.namespace}/backups/kept`);
    await bench.gone(DATABASE_BACKUP, { ...key, name: 'kept' });
  };

  /** A bucket, its credentials changed once, and all that a database does with it. */
  const backUp = async (key: ClusterKey): Promise<void> => {
    const { namespace, name } = key;
    const path = `/api/v1/namespaces/${namespace}`;
    const storages = `${path}/backup-storages`;
    const backups = `${path}/clusters/${name}/backups`;
    const spec = { type: 'S3', bucket: 'backups', endpoint: store.url, forcePathStyle: true };
    const send = async (method: string, to: string, body?: object, headers?: Record<string, string>): Promise<void> => {
      const { status } = await bench.sandbox.request(method, to, { body, headers });
      expect({ method, ok: status < 300 }).toEqual({ method, ok: true });
    };
    // From then on the bucket alone is enough to find it by.
    const recorded = (backup: string): Promise<unknown> =>
      eventually(
        () => bench.find(DATABASE_BACKUP, { namespace, name: backup }),
        (found) => conditionOf(raw(found) ?? {}, 'Recorded')?.status === 'True',
      );
    await send('POST', storages, {
      metadata: { name: 'main' },
      spec,
      credentials: { ...S3_KEYS, accessKeyId: 'AKID2' },
    });
    await send('PATCH', `${storages}/main`, { credentials: S3_KEYS });
    await send('POST', `${storages}/main/verify`);
    await send('POST', storages, { metadata: { name: 'spare' }, spec, credentials: S3_KEYS });
    await send('DELETE', `${storages}/spare`);
    await create(key, { ...SPEC, backup: { storageRef: { name: 'main' } } });
    await edit(key, { backup: { retention: { recoveryWindowDays: 7 } } });
    for (const _again of ['first', 'second']) {
      const body = { metadata: { name: 'asked-for' }, spec: {} };
      await send('POST', backups, body, { 'idempotency-key': 'once' });
    }
    await recorded('asked-for');
    await operate(key, 'backup', { type: 'Backup' });
    await send('DELETE', `${path}/backups/asked-for`);
    // The application goes by its cache, which is a moment behind.
    await eventually(
      () => bench.sandbox.request('GET', `${path}/backups/asked-for`),
      ({ status }) => status === 404,
    );
    await send('POST', `${storages}/main/discover`);
    await eventually(
      () => bench.find(DATABASE_BACKUP, { namespace, name: 'asked-for' }),
      (found) => raw(found)?.status?.origin === 'Discovered',
    );
    await edit(key, { backup: null });
    await eventually(
      () => bench.names(OBJECT_STORE, namespace),
      (names) => names.length === 0,
    );
    await remove(key);
  };

  /** All at once, each in a namespace of its own: nothing of one is anything to another. */
  const liveThroughEverything = async (): Promise<void> => {
    await bench.sandbox.offersEngines();
    const stories: readonly ((key: ClusterKey) => Promise<void>)[] = [
      backUp,
      liveAndDie,
      leaveVolumes,
      leaveOrphan,
      liveAsKafka,
      ...OTHERS.map((engine) => (key: ClusterKey) => liveAs(engine, key)),
    ];
    await Promise.all(stories.map(async (live) => live({ namespace: await bench.namespace(), name: 'orders' })));
  };

  const denied = (): string[] => unique(counter.all.filter(({ status }) => status === 403).map(rightOf));

  /** Whatever came of it: what is not there was looked for by right. */
  const used = (): string[] => unique(counter.all.filter(({ status }) => status !== 403).map(rightOf));

  it('suffice: nothing that it asks for is denied', () => {
    expect(denied()).toEqual(DENIED_ON_PURPOSE);
  });

  it('are all used: what no request needs is not granted', () => {
    const seen = used();
    const idle = granted.filter((right) => !seen.includes(right) && !isListOfWatched(right, seen));
    expect(unique(idle)).toEqual(Object.keys(NEVER_SEEN));
  });

  it('are its only ones: nothing is allowed that the roles do not say', () => {
    // Reviews of itself are everybody's right; the roles of the cluster give it nothing besides.
    expect(used().filter((right) => !granted.includes(right))).toEqual([]);
  });
});
