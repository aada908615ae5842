import { CNPG_CLUSTER } from '../../../src/providers/postgresql/upstream.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { ClusterBench, conditionOf, type ClusterKey } from './bench.js';

const HIGH = { config: [{ name: 'max_connections', value: '-5' }] };
const FIXED = { config: [{ name: 'port', value: '1' }] };

describe('an intent that got past the schema and cannot be carried out', () => {
  let bench: ClusterBench;

  beforeAll(async () => {
    bench = await ClusterBench.start();
  });

  afterAll(() => bench.stop());

  const newKey = async (): Promise<ClusterKey> => ({ namespace: await bench.namespace(), name: 'orders' });

  const refusalOf = async (spec: object): Promise<{ pointer: string; message: string }> => {
    const body = {
      metadata: { name: 'same' },
      spec: { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' }, ...spec },
    };
    const answer = await bench.sandbox.request('POST', '/api/v1/namespaces/default/clusters', { body });
    expect(answer.status).toBe(422);
    return answer.body.errors[0];
  };

  it.each([
    { given: 'a value out of range', spec: HIGH },
    { given: 'a parameter that the operator keeps to itself', spec: FIXED },
    { given: 'an unknown version', spec: { version: '9.4' } },
    { given: 'an unknown proxy', spec: { proxy: { type: 'haproxy' } } },
  ])('of $given: says the same as REST, and makes nothing', async ({ spec }) => {
    const key = await newKey();
    await bench.create(key, { spec });
    const cluster = await bench.until(key, (live) => conditionOf(live, 'SpecValid')?.status === 'False');
    const { message } = await refusalOf(spec);
    expect(conditionOf(cluster, 'SpecValid')).toMatchObject({ reason: 'InvalidSpec' });
    expect(conditionOf(cluster, 'SpecValid')!.message).toContain(message);
    expect(cluster.status).toMatchObject({ phase: 'Pending', observedGeneration: 1 });
    expect(conditionOf(cluster, 'Ready')?.status).toBe('False');
    expect(await bench.find(CNPG_CLUSTER, key)).toBeUndefined();
  });

  it('of an unknown engine: says which there are', async () => {
    const key = await newKey();
    await bench.create(key, { spec: { engine: 'oracle' } });
    const cluster = await bench.until(key, (live) => conditionOf(live, 'SpecValid')?.status === 'False');
    expect(conditionOf(cluster, 'SpecValid')).toMatchObject({ reason: 'UnknownEngine' });
    expect(cluster.status?.message).toContain('postgresql');
    await bench.client.delete(DATABASE_CLUSTER, key);
    expect(await bench.gone(DATABASE_CLUSTER, key)).toBeUndefined();
  });

  it('leaves a database that runs as it was, with the good part of the edit held back too', async () => {
    const key = await newKey();
    await bench.createRunning(key);
    const before = await bench.get(CNPG_CLUSTER, key);
    await bench.edit(key, { ...HIGH, clusterSize: 3 });
    const cluster = await bench.until(key, (live) => conditionOf(live, 'SpecValid')?.status === 'False');
    expect(cluster.status).toMatchObject({ phase: 'Running', readyMembers: 1, observedGeneration: 2 });
    expect(conditionOf(cluster, 'Ready')?.status).toBe('True');
    expect(conditionOf(cluster, 'Synced')?.status).toBe('False');
    expect((await bench.get(CNPG_CLUSTER, key)).spec).toEqual(before.spec);
    await bench.edit(key, { config: null });
    expect((await bench.running(key)).status?.readyMembers).toBe(3);
  });

  it('of an upgrade backwards by the custom resource: nothing is rolled back', async () => {
    const key = await newKey();
    await bench.createRunning(key, { spec: { version: '17.7' } });
    await bench.edit(key, { version: '16.11' });
    const cluster = await bench.until(key, (live) => conditionOf(live, 'SpecValid')?.status === 'False');
    expect(cluster.status?.version).toBe('17.7');
    expect(JSON.stringify((await bench.get(CNPG_CLUSTER, key)).spec)).toContain(':17.7-');
  });
});
