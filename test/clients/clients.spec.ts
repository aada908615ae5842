import { S3_KEYS, S3Store } from '../doubles/object-stores/s3-store.js';
import { SandboxApp } from '../harness/sandbox-app.js';
import {
  BackUpDocument,
  BackupChangedDocument,
  ClusterChangedDocument,
  ClustersDocument,
  CreateClusterDocument,
  CredentialsDocument,
  DeleteClusterDocument,
  EngineDocument,
  OperationChangedDocument,
  ScaleDocument,
  type CreateClusterInput,
} from './generated/graphql.js';
import { GraphqlClient } from './graphql-client.js';
import {
  bodyOf,
  eventsOf,
  restClientOf,
  type Cluster,
  type ClusterOperation,
  type Operation,
  type RestClient,
} from './rest-client.js';

const NAMESPACE = '/api/v1/namespaces/{namespace}';
const CLUSTERS = `${NAMESPACE}/clusters` as const;
const CLUSTER = `${CLUSTERS}/{name}` as const;
const OPERATION = `${NAMESPACE}/operations/{id}` as const;

const namespace = 'default';

describe('clients that are generated from the descriptions of the API', () => {
  let sandbox: SandboxApp;
  let store: S3Store;
  let rest: RestClient;
  let graphql: GraphqlClient;

  beforeAll(async () => {
    store = await S3Store.start();
    sandbox = await SandboxApp.start({ env: { DBAAS_STORAGE_ENDPOINTS_ALLOWED: '127.0.0.0/8' } });
    rest = restClientOf(sandbox);
    graphql = new GraphqlClient(sandbox);
    await nameStorage();
  });

  afterAll(async () => {
    await graphql.stop();
    await sandbox.stop();
    await store.stop();
  });

  /** A bucket for both tours, tried at once as a careful user would. */
  const nameStorage = async (): Promise<void> => {
    const spec = { type: 'S3', bucket: 'backups', endpoint: store.url, forcePathStyle: true } as const;
    const body = { metadata: { name: 'main' }, spec, credentials: S3_KEYS };
    bodyOf(await rest.POST(`${NAMESPACE}/backup-storages`, { params: { path: { namespace } }, body }));
    const path = { namespace, name: 'main' };
    bodyOf(await rest.POST(`${NAMESPACE}/backup-storages/{name}/verify`, { params: { path } }));
  };

  it('have a page beside them that loads nothing from elsewhere, and is there without a token', async () => {
    const { body: page } = await sandbox.request('GET', '/api/v1/docs', { token: '' });
    const loaded = [...(page as string).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
    expect(loaded.length).toBeGreaterThan(3);
    for (const url of loaded) {
      expect(url).toMatch(/^\.\/docs\//);
      const { status } = await sandbox.request('GET', `/api/v1/${url}`, { token: '' });
      expect({ url, status }).toEqual({ url, status: 200 });
    }
  });

  describe('REST, by openapi-typescript and openapi-fetch', () => {
    const path = { namespace, name: 'orders' };

    /** Listens until it is so; the state of now comes first. */
    const follow = async (isSo: (cluster: Cluster) => boolean): Promise<Cluster> => {
      const { data } = await rest.GET(CLUSTER, {
        params: { path },
        headers: { accept: 'text/event-stream' },
        parseAs: 'stream',
      });
      for await (const { data: cluster } of eventsOf<Cluster>(data!)) if (cluster.kind && isSo(cluster)) return cluster;
      throw new Error('The stream ended before.');
    };

    const operate = async (spec: ClusterOperation): Promise<Operation> => {
      const wait = { params: { path, header: { Prefer: 'wait=60' } }, body: { spec } };
      return bodyOf(await rest.POST(`${CLUSTER}/operations`, wait));
    };

    it('make a database, use it, change it, save it, find it and take it away', async () => {
      const engine = bodyOf(await rest.GET('/api/v1/engines/{engine}', { params: { path: { engine: 'postgresql' } } }));
      const made = await rest.POST(CLUSTERS, {
        params: { path: { namespace }, header: { 'Idempotency-Key': 'tour-1' } },
        body: {
          metadata: { name: path.name, labels: { tier: 'gold' } },
          spec: {
            engine: 'postgresql',
            version: engine.spec.defaultVersion,
            clusterSize: 3,
            storage: { size: '1Gi' },
            backup: { storageRef: { name: 'main' } },
          },
        },
      });
      expect(made.response.headers.get('location')).toBe(`/api/v1/namespaces/${namespace}/clusters/${path.name}`);
      const running = await follow(({ status }) => status?.phase === 'Running');
      expect(running.status?.members).toHaveLength(3);

      const user = { params: { path: { ...path, user: 'app' } } };
      const { uri, password } = bodyOf(await rest.GET(`${CLUSTER}/credentials/{user}`, user));
      expect(uri).toContain(password);

      const planned = await rest.PATCH(CLUSTER, {
        params: { path, query: { dryRun: true } },
        headers: { 'content-type': 'application/merge-patch+json' },
        body: { spec: { clusterSize: 4 } },
      });
      expect(bodyOf(planned)).toMatchObject({
        plan: { changes: [{ path: '/spec/clusterSize', before: 3, after: 4 }] },
      });

      const scaled = await operate({ type: 'HorizontalScaling', horizontalScaling: { replicas: 5 } });
      expect(scaled.status?.phase).toBe('Succeeded');
      const log = { params: { path: { namespace, id: scaled.metadata.name } } };
      const { items: lines } = bodyOf(await rest.GET(`${OPERATION}/log`, log));
      expect(lines.map(({ level }) => level)).toContain('Info');
      expect((await operate({ type: 'Backup' })).status?.phase).toBe('Succeeded');

      const { items, page } = bodyOf(
        await rest.GET(CLUSTERS, {
          params: {
            path: { namespace },
            query: {
              phase: ['Running', 'Updating'],
              labelSelector: 'tier=gold',
              sort: ['-creationTimestamp'],
              total: true,
            },
          },
        }),
      );
      expect(items.map(({ metadata, spec }) => [metadata.name, spec.clusterSize])).toEqual([['orders', 5]]);
      expect(page.total).toBe(1);

      const gone = await rest.DELETE(CLUSTER, { params: { path } });
      expect(gone.response.status).toBe(202);
    });

    it('understand what is refused', async () => {
      const { data, error } = await rest.POST(CLUSTERS, {
        params: { path: { namespace } },
        body: {
          metadata: { name: 'broken' },
          spec: { engine: 'postgresql', clusterSize: 0, storage: { size: 'much' } },
        },
      });
      expect(data).toBeUndefined();
      expect([error?.code, error?.retryable]).toEqual(['invalid_spec', false]);
      expect(error?.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/spec/clusterSize', '/spec/storage/size']);
    });
  });

  describe('GraphQL, by typed documents', () => {
    const name = 'billing';
    const spec: CreateClusterInput['spec'] = {
      engine: 'postgresql',
      clusterSize: 1,
      storage: { size: '1Gi' },
      backup: { storageRef: { name: 'main' } },
    };

    it('make a database, use it, change it, save it, find it and take it away', async () => {
      const { engine } = await graphql.ask(EngineDocument, { name: 'postgresql' });
      const version = engine!.spec.defaultVersion;

      const { createCluster } = await graphql.ask(CreateClusterDocument, {
        input: { namespace, name, labels: { tier: 'gold' }, spec: { ...spec, version } },
      });
      expect(createCluster.problems).toEqual([]);
      const at = { namespace, name };
      await graphql.first(
        ClusterChangedDocument,
        at,
        ({ clusterChanged }) => clusterChanged.status?.phase === 'RUNNING',
      );

      const { clusterCredentials } = await graphql.ask(CredentialsDocument, { ...at, user: 'app' });
      expect(clusterCredentials?.uri).toMatch(/^postgresql:/);

      const { scaleClusterHorizontally: scaled } = await graphql.ask(ScaleDocument, {
        input: { ...at, horizontalScaling: { replicas: 2 }, idempotencyKey: 'tour-2' },
      });
      const operation = { namespace, name: scaled.operation!.metadata.name };
      await graphql.first(
        OperationChangedDocument,
        operation,
        (told) => told.operationChanged.status?.phase === 'SUCCEEDED',
      );

      const { createBackup } = await graphql.ask(BackUpDocument, {
        input: { namespace, spec: { clusterRef: { name } } },
      });
      const backup = { namespace, name: createBackup.backup!.metadata.name };
      await graphql.first(BackupChangedDocument, backup, (told) => told.backupChanged.status?.phase === 'SUCCEEDED');

      const { clusters } = await graphql.ask(ClustersDocument, {
        namespace,
        filter: { name: [name], labelSelector: 'tier=gold' },
      });
      expect(clusters.totalCount).toBe(1);
      const [{ node }] = clusters.edges as [(typeof clusters.edges)[number]];
      expect(node.spec.clusterSize).toBe(2);
      expect(node.operations?.edges.map((edge) => edge.node.parameters)).toContainEqual({ replicas: 2 });
      expect(node.backups?.edges.map((edge) => edge.node.status?.phase)).toContain('SUCCEEDED');

      const { deleteCluster } = await graphql.ask(DeleteClusterDocument, { input: at });
      expect(deleteCluster.problems).toEqual([]);
    });

    it('understand what is refused', async () => {
      const input = { namespace, name: 'broken', spec: { ...spec, clusterSize: 0 } };
      const { createCluster } = await graphql.ask(CreateClusterDocument, { input });
      expect(createCluster.cluster).toBeNull();
      expect(createCluster.problems).toMatchObject([{ code: 'invalid', pointer: '/spec/clusterSize' }]);
    });
  });
});
