import { eventually } from '../harness/eventually.js';
import { SandboxApp } from '../harness/sandbox-app.js';

const CLUSTERS = '/api/v1/namespaces/default/clusters';

const aSpec = (changes: object = {}): object => ({
  engine: 'postgresql',
  version: '17',
  clusterSize: 3,
  storage: { size: '10Gi' },
  config: [{ name: 'max_connections', value: '200' }],
  ...changes,
});

describe('clusters over REST', () => {
  let sandbox: SandboxApp;

  beforeAll(async () => {
    sandbox = await SandboxApp.start();
  });

  afterAll(() => sandbox.stop());

  const phaseOf = async (name: string): Promise<string | undefined> =>
    (await sandbox.request('GET', `${CLUSTERS}/${name}`)).body.status?.phase;

  it('makes a database, tells when it runs, and deletes it', async () => {
    const created = await sandbox.request('POST', CLUSTERS, { body: { metadata: { name: 'orders' }, spec: aSpec() } });
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`${CLUSTERS}/orders`);

    await eventually(
      () => phaseOf('orders'),
      (phase) => phase === 'Running',
    );
    const { body } = await sandbox.request('GET', `${CLUSTERS}/orders`);
    expect(body.status).toMatchObject({ readyMembers: 3, version: '17.6', binding: { name: 'orders-credentials' } });

    const deleted = await sandbox.request('DELETE', `${CLUSTERS}/orders`);
    expect(deleted.status).toBe(202);
    await eventually(
      () => sandbox.request('GET', `${CLUSTERS}/orders`),
      ({ status }) => status === 404,
    );
  });

  it('names every problem of a body at once, and writes nothing', async () => {
    const body = {
      metadata: { name: 'broken' },
      spec: aSpec({ clusterSize: 0, storage: { size: 'much' }, colour: 'red' }),
    };
    const refused = await sandbox.request('POST', CLUSTERS, { body });
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const pointers = refused.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/spec/clusterSize', '/spec/storage/size', '/spec/colour']));
    expect((await sandbox.request('GET', `${CLUSTERS}/broken`)).status).toBe(404);
  });
});
