import { existsSync } from 'node:fs';
import { silentLogger } from '../../src/kube/logger.js';
import { readObjects } from '../../src/sandbox/definitions.js';
import { ApiClient, type Wire } from '../conformance/apiserver/api-client.js';
import { eventually } from '../harness/eventually.js';
import { productManifests } from '../harness/product-manifests.js';
import { SandboxApp } from '../harness/sandbox-app.js';
import { RealCluster } from './real-cluster.js';

const OPERATOR_CRDS = process.env.OPERATOR_CRDS ?? '../shared/operators/crds';
const CLUSTERS = '/api/v1/namespaces/default/clusters';
/** A control plane, some definitions and their caches, on a machine that is busy. */
const START_MS = 180_000;
/** The garbage collector learns of new kinds twice a minute. */
const COLLECTED_MS = 60_000;
const UPSTREAM = '/apis/postgresql.cnpg.io/v1/namespaces/default/clusters';

const spec = {
  engine: 'postgresql',
  version: '17',
  clusterSize: 3,
  storage: { size: '10Gi' },
  config: [{ name: 'max_connections', value: '200' }],
};

/** One database from its birth to its end, under the definitions of the operator itself where a machine has them. */
describe('the product on a real control plane', () => {
  let cluster: RealCluster;
  let sandbox: SandboxApp;
  let api: ApiClient;

  beforeAll(async () => {
    const theirs = existsSync(OPERATOR_CRDS) ? await readObjects(OPERATOR_CRDS) : [];
    const givenCrds = theirs.filter(({ metadata }) => metadata.name.endsWith('.postgresql.cnpg.io'));
    const manifests = await productManifests();
    cluster = await RealCluster.start({ manifests, givenCrds, stepMs: 0, logger: silentLogger });
    api = new ApiClient(cluster.plane.access);
    sandbox = await SandboxApp.over(cluster);
    await sandbox.offersEngines();
  }, START_MS);

  afterAll(async () => {
    await api?.close();
    await (sandbox ?? cluster)?.stop();
  });

  const read = (): Promise<Wire> => sandbox.request('GET', `${CLUSTERS}/orders`);
  const running = (accept: (status: Wire) => boolean): Promise<Wire> =>
    eventually(read, ({ body }) => body.status?.phase === 'Running' && accept(body.status), 60_000);

  it('makes a database that runs', async () => {
    const created = await sandbox.request('POST', CLUSTERS, { body: { metadata: { name: 'orders' }, spec } });
    expect(created).toMatchObject({ status: 201 });
    const { body } = await running(({ readyMembers }) => readyMembers === 3);
    expect(body.status).toMatchObject({ version: '17.6', binding: { name: 'orders-credentials' } });
  });

  it('changes it', async () => {
    const { headers } = await read();
    const changed = await sandbox.request('PUT', `${CLUSTERS}/orders`, {
      body: { metadata: { name: 'orders' }, spec: { ...spec, clusterSize: 5, storage: { size: '20Gi' } } },
      headers: { 'if-match': headers.get('etag')! },
    });
    expect(changed).toMatchObject({ status: 200 });
    await running(({ readyMembers }) => readyMembers === 5);
    const upstream = await api.get(`${UPSTREAM}/orders`);
    expect(upstream.body.spec).toMatchObject({ instances: 5, storage: { size: '20Gi' } });
  });

  it('is asked by the server about what the operator refuses', async () => {
    const refused = await api.patch('merge', `${UPSTREAM}/orders`, { spec: { storage: { size: '1Gi' } } });
    expect(refused.status).toBe(422);
    expect(refused.body.message).toContain('spec.storage.size');
  });

  it(
    'deletes it, and nothing of it stays',
    async () => {
      expect((await sandbox.request('DELETE', `${CLUSTERS}/orders`)).status).toBe(202);
      await eventually(read, ({ status }) => status === 404, COLLECTED_MS);
      expect((await api.get(`${UPSTREAM}/orders`)).status).toBe(404);
      for (const plural of ['pods', 'persistentvolumeclaims', 'services', 'secrets']) {
        await eventually(
          () => api.get(`/api/v1/namespaces/default/${plural}`),
          ({ body }) => !body.items.some(({ metadata }: Wire) => metadata.name.startsWith('orders')),
          COLLECTED_MS,
        );
      }
    },
    START_MS,
  );
});
