import type { KubeClient } from '../../../src/kube/client/kube-client.js';
import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { systemClock } from '../../../src/kube/clock.js';
import { silentLogger } from '../../../src/kube/logger.js';
import { SECRET, type KubeObject } from '../../../src/kube/meta/index.js';
import type { Backup } from '../../../src/sandbox/engines/postgresql/backup/backup.js';
import type { Cluster, ClusterSpec } from '../../../src/sandbox/engines/postgresql/cluster.js';
import { PostgresqlStandIn } from '../../../src/sandbox/engines/postgresql/index.js';
import { BACKUP, CLUSTER, OBJECT_STORE } from '../../../src/sandbox/engines/postgresql/kinds.js';
import { aSubmittedCluster } from '../../builders/stand-in-cluster.js';
import { S3_KEYS, S3Store } from '../../doubles/object-stores/s3-store.js';
import { eventually } from '../../harness/eventually.js';
import { startAnyCluster, type TestCluster } from '../../harness/sandbox-app.js';
import { MortalClient } from '../clusters/mortal-client.js';

const namespace = 'default';
const PLUGIN = 'barman-cloud.cloudnative-pg.io';
/** From the first object of a cluster to the last word on its backup, and further for what is left over. */
const MOMENTS = [1, 5, 10, 13, 18, 23, 28, 34];
const encoded = (text: string): string => Buffer.from(text).toString('base64');

/** Leads to whichever client is current: one that will die, once everything is running. */
function switchable(first: KubeClient): { client: KubeClient; use: (next: KubeClient) => void } {
  let current = first;
  const client = new Proxy(first, {
    get: (_target, name) => {
      const member: unknown = Reflect.get(current, name);
      return typeof member === 'function' ? member.bind(current) : member;
    },
  });
  return { client, use: (next) => (current = next) };
}

describe('the stand-in of the Barman Cloud plugin, stopped at any write', () => {
  const standIn = new PostgresqlStandIn();
  let cluster: TestCluster;
  let client: HttpKubeClient;
  let bucket: S3Store;

  beforeAll(async () => {
    bucket = await S3Store.start();
    cluster = await startAnyCluster({ manifests: [], standIns: [standIn] });
    client = connect(cluster.kubeConfigFor('barman-test'), { userAgent: 'barman-test/0' });
    const data = { id: encoded(S3_KEYS.accessKeyId), key: encoded(S3_KEYS.secretAccessKey) };
    await client.create(SECRET, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'keys', namespace },
      data,
    } as KubeObject);
    const s3Credentials = { accessKeyId: { name: 'keys', key: 'id' }, secretAccessKey: { name: 'keys', key: 'key' } };
    const configuration = { destinationPath: 's3://backups', endpointURL: bucket.url, s3Credentials };
    await client.create(OBJECT_STORE, {
      apiVersion: 'barmancloud.cnpg.io/v1',
      kind: 'ObjectStore',
      metadata: { name: 'store', namespace },
      spec: { configuration },
    } as KubeObject);
  });

  afterAll(async () => {
    await client.close();
    await cluster.stop();
    await bucket.stop();
  });

  /** Restarts it with a client whose process dies at its `writes`th write, and begins a story before it does. */
  async function dieAfter(writes: number, begin: () => Promise<void>, isOver: () => Promise<boolean>): Promise<void> {
    const line = switchable(client);
    await standIn.stop();
    await standIn.start({ client: line.client, clock: systemClock, logger: silentLogger, stepMs: 0 });
    const { client: mortal, fate } = MortalClient.wrap(client, writes);
    line.use(mortal);
    await begin();
    await eventually(async () => fate.isDead || (await isOver()), Boolean);
    await standIn.stop();
    await standIn.start({ client, clock: systemClock, logger: silentLogger, stepMs: 0 });
  }

  const create = async (name: string, spec: Partial<ClusterSpec>, write?: string): Promise<void> => {
    const { uid: _uid, ...metadata } = aSubmittedCluster({
      name,
      annotations: write ? { 'sandbox.dbaas.io/write': write } : {},
    }).metadata;
    const parameters = { barmanObjectName: 'store', serverName: name };
    const plugins = [{ name: PLUGIN, isWALArchiver: true, parameters }];
    await client.create(CLUSTER, {
      ...aSubmittedCluster({ spec: { plugins, ...spec } }),
      metadata: { ...metadata, namespace },
    });
  };
  const read = (name: string): Promise<Cluster> => client.get<Cluster>(CLUSTER, { namespace, name });
  const textsOf = ({ metadata }: Cluster): string[] =>
    (JSON.parse(metadata.annotations?.['sandbox.dbaas.io/rows'] ?? '[]') as { text: string }[]).map(({ text }) => text);
  const isArchived = ({ status }: Cluster): boolean =>
    status?.phase === 'Cluster in healthy state' &&
    status.conditions?.find(({ type }) => type === 'ContinuousArchiving')?.status === 'True';
  const isComplete = async (name: string): Promise<boolean> =>
    (await client.get<Backup>(BACKUP, { namespace, name })).status?.phase === 'completed';

  it.each(MOMENTS)('writes, backs up and recovers what it would have (write %i)', async (moment) => {
    const origin = `origin${moment}`;
    const backup: Backup = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Backup',
      metadata: { name: origin, namespace },
      spec: { cluster: { name: origin }, method: 'plugin', pluginConfiguration: { name: PLUGIN } },
    };
    const begin = async (): Promise<void> => {
      await create(origin, {}, 'one');
      await client.create(BACKUP, backup);
    };
    await dieAfter(moment, begin, () => isComplete(origin));
    await eventually(() => isComplete(origin), Boolean);
    expect(textsOf(await read(origin))).toEqual(['one']);
    expect(bucket.keysIn('backups').filter((key) => key.startsWith(`${origin}/base/`))).toHaveLength(2);

    const copy = `copy${moment}`;
    const bootstrap = { recovery: { source: 'origin' } };
    const externalClusters = [
      { name: 'origin', plugin: { name: PLUGIN, parameters: { barmanObjectName: 'store', serverName: origin } } },
    ];
    await dieAfter(
      moment,
      () => create(copy, { bootstrap, externalClusters }),
      async () => isArchived(await read(copy)),
    );
    expect(textsOf(await eventually(() => read(copy), isArchived))).toEqual(['one']);
  });
});
