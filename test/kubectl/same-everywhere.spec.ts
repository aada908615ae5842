import type { KubeObject, UntypedObject } from '../../src/kube/meta/index.js';
import type { DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import { aManifest, KubectlBench, untilRunning } from './kubectl-bench.js';
import type { Kubectl } from './kubectl.js';

const SPEC: Partial<DatabaseClusterSpec> = {
  clusterSize: 2,
  resources: { cpu: '500m', memory: '1Gi' },
  storage: { size: '10Gi', wal: { size: '2Gi' } },
  config: [{ name: 'max_connections', value: '200' }],
  proxy: { type: 'pgbouncer', size: 2 },
};

const CREATE = `mutation ($input: CreateClusterInput!) {
  createCluster(input: $input) { cluster { metadata { name } } problems { message } }
}`;

/** What the server decides for each object: identity, time and the hash that its content, name included, has. */
const PER_OBJECT = ['uid', 'creationTimestamp', 'resourceVersion', 'generation', 'managedFields'];
const HASH = 'dbaas.io/applied-hash';

/** The intent of an object, with its own name and its owner's uid made the same for all. */
function normalised(object: UntypedObject, name: string, ownerUid: string): unknown {
  const { apiVersion, kind, spec, metadata } = object;
  const kept = Object.entries(metadata).filter(([key]) => !PER_OBJECT.includes(key));
  const { [HASH]: _hash, ...annotations } = metadata.annotations ?? {};
  const text = JSON.stringify({ apiVersion, kind, spec, metadata: { ...Object.fromEntries(kept), annotations } });
  return JSON.parse(text.replaceAll(ownerUid, 'UID').replaceAll(new RegExp(`\\b${name}\\b`, 'g'), 'NAME'));
}

describe('a database asked for by REST, GraphQL and kubectl', () => {
  let bench: KubectlBench;
  let namespace: string;
  let kubectl: Kubectl;

  beforeAll(async () => {
    bench = await KubectlBench.start();
    ({ namespace, kubectl } = await bench.namespace());
    await byRest('rosa');
    await byGraphQl('gina');
    await kubectl.ok(['apply', '-f', '-'], { stdin: aManifest({ name: 'carl', spec: SPEC }) });
    await kubectl.ok(['apply', '--server-side', '-f', '-'], { stdin: aManifest({ name: 'sven', spec: SPEC }) });
    for (const name of ['rosa', 'gina', 'carl', 'sven']) await untilRunning(kubectl, name);
  });

  afterAll(() => bench.stop());

  async function byRest(name: string): Promise<void> {
    const { metadata, spec } = aManifest({ name, spec: SPEC });
    const path = `/api/v1/namespaces/${namespace}/clusters`;
    expect(await bench.sandbox.request('POST', path, { body: { metadata, spec } })).toMatchObject({ status: 201 });
  }

  async function byGraphQl(name: string): Promise<void> {
    const { spec } = aManifest({ name, spec: SPEC });
    const body = { query: CREATE, variables: { input: { namespace, name, spec } } };
    const { body: answer } = await bench.sandbox.request('POST', '/graphql', { body });
    expect(answer).toEqual({ data: { createCluster: { cluster: { metadata: { name } }, problems: [] } } });
  }

  async function made(kind: string, name: string, suffix = ''): Promise<unknown> {
    const owner = await kubectl.json<KubeObject>('get', 'dbc', name);
    return normalised(await kubectl.json('get', kind, `${name}${suffix}`), name, owner.metadata.uid!);
  }

  it.each([
    { does: 'the Cluster', kind: 'clusters.postgresql.cnpg.io' },
    { does: 'the Pooler', kind: 'poolers.postgresql.cnpg.io', suffix: '-pooler-rw' },
  ])('gives the same $does but for the name', async ({ kind, suffix }) => {
    const expected = await made(kind, 'rosa', suffix);
    expect(expected).toMatchObject({ metadata: { name: `NAME${suffix ?? ''}` } });
    for (const name of ['gina', 'carl', 'sven']) expect(await made(kind, name, suffix)).toEqual(expected);
  });

  it('is the same database in every view', async () => {
    const names = async (): Promise<unknown> => {
      const { body } = await bench.sandbox.request('GET', `/api/v1/namespaces/${namespace}/clusters`);
      return body.items.map(({ metadata }: KubeObject) => metadata.name);
    };
    expect(await names()).toEqual(['carl', 'gina', 'rosa', 'sven']);
    expect(await kubectl.ok(['get', 'dbc', '-o', 'jsonpath={.items[*].metadata.name}'])).toBe('carl gina rosa sven');
  });
});
