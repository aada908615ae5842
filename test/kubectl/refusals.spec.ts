import type { DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import { aManifest, KubectlBench } from './kubectl-bench.js';
import type { Kubectl } from './kubectl.js';

interface RestError {
  readonly pointer: string;
  readonly message: string;
}

/** `/spec/config/0/name` as Kubernetes writes it: `spec.config[0].name`. */
const fieldOf = ({ pointer }: RestError): string =>
  pointer
    .slice(1)
    .replaceAll('/', '.')
    .replaceAll(/\.(\d+)/g, '[$1]');

/** Without the path before the detail, where a real API server repeats it. */
const inRestWords = (refusal: string): string => refusal.replaceAll(/(?<=: )\S+ in body /g, '');

/** Specs are given as a user may write them: not all have the right type. */
const aBadManifest = (spec: object): object => aManifest({ spec: spec });

describe('kubectl is refused', () => {
  let bench: KubectlBench;
  let namespace: string;
  let kubectl: Kubectl;

  beforeAll(async () => {
    bench = await KubectlBench.start();
    ({ namespace, kubectl } = await bench.running());
  });

  afterAll(() => bench.stop());

  async function restErrors(method: string, path: string, body: object): Promise<RestError[]> {
    const answer = await bench.sandbox.request(method, `/api/v1/namespaces/${namespace}/clusters${path}`, { body });
    expect(answer).toMatchObject({ status: 422, body: { errors: expect.arrayContaining([expect.anything()]) } });
    return answer.body.errors as RestError[];
  }

  async function expectRefusals(
    commands: readonly string[][],
    stdin: object,
    errors: readonly RestError[],
  ): Promise<void> {
    for (const command of commands) {
      const refusal = inRestWords(await kubectl.refused([...command, '-f', '-'], { stdin }));
      for (const error of errors) expect(refusal).toContain(`${fieldOf(error)}: ${error.message}`);
    }
  }

  it.each([
    { does: 'no members', spec: { clusterSize: 0 } },
    { does: 'too many members', spec: { clusterSize: 100 } },
    { does: 'a size that is no quantity', spec: { storage: { size: 'much' } } },
    { does: 'an unknown policy', spec: { deletionPolicy: 'Shred' } },
    { does: 'no storage', spec: { storage: undefined } },
    { does: 'a name of a parameter that is none', spec: { config: [{ name: 'no name', value: '1' }] } },
    { does: 'settings of no proxy', spec: { proxy: { type: 'none', size: 2 } } },
  ])('$does, in the words of REST', async ({ spec }) => {
    const manifest = { ...aBadManifest(spec), metadata: { name: 'bad' } };
    const errors = await restErrors('POST', '', manifest);
    await expectRefusals([['create'], ['apply'], ['apply', '--server-side']], manifest, errors);
    expect(await kubectl.refused(['get', 'dbc', 'bad'])).toContain('(NotFound)');
  });

  it('a value of another type, in the words of REST but for server-side apply, which merges by type', async () => {
    const manifest = { ...aBadManifest({ clusterSize: 'three' }), metadata: { name: 'bad' } };
    await expectRefusals([['create'], ['apply']], manifest, await restErrors('POST', '', manifest));
    const refusal = await kubectl.refused(['apply', '--server-side', '-f', '-'], { stdin: manifest });
    expect(refusal).toContain('spec.clusterSize: ');
    expect(await kubectl.refused(['get', 'dbc', 'bad'])).toContain('(NotFound)');
  });

  it.each([
    { does: 'smaller volumes', spec: { storage: { size: '5Gi' } } },
    { does: 'another engine', spec: { engine: 'mysql' } },
    { does: 'another class of volumes', spec: { storage: { size: '10Gi', className: 'slow' } } },
  ])('a change to $does, in the words of REST', async ({ spec }) => {
    const errors = await restErrors('PATCH', '/orders', { spec });
    const patch = ['patch', 'dbc', 'orders', '--type=merge', '-p', JSON.stringify({ spec })];
    for (const refusal of [
      await kubectl.refused(patch),
      await kubectl.refused(['apply', '-f', '-'], { stdin: aBadManifest(spec) }),
    ]) {
      expect(refusal).toContain('The DatabaseCluster "orders" is invalid');
      for (const error of errors) expect(refusal).toContain(`${fieldOf(error)}: ${error.message}`);
    }
  });

  it.each([
    { does: 'create', args: ['create'], name: 'other', says: 'unknown field "spec.colour"' },
    { does: 'apply', args: ['apply'], name: 'orders', says: 'unknown field "spec.colour"' },
    { does: 'replace', args: ['replace'], name: 'orders', says: 'unknown field "spec.colour"' },
    {
      does: 'server-side apply',
      args: ['apply', '--server-side', '--force-conflicts'],
      name: 'orders',
      says: '.spec.colour: field not declared in schema',
    },
  ])('a field that is not known, with $does', async ({ args, name, says }) => {
    const stdin = { ...aBadManifest({ colour: 'red' }), metadata: { name } };
    expect(await kubectl.refused([...args, '-f', '-'], { stdin })).toContain(says);
  });

  it('nothing but a warning for a field that is not known, when it asks for that', async () => {
    const stdin = { ...aBadManifest({ colour: 'red' }), metadata: { name: 'warned' } };
    const { code, stderr } = await kubectl.run(['apply', '--validate=warn', '-f', '-'], { stdin });
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Warning: unknown field "spec.colour"\n' });
    expect((await kubectl.json<DatabaseCluster>('get', 'dbc', 'warned')).spec).not.toHaveProperty('colour');
  });

  it('a stale replacement', async () => {
    const stale = await kubectl.json<DatabaseCluster>('get', 'dbc', 'orders');
    await kubectl.ok(['annotate', '--overwrite', 'dbc', 'orders', 'example.org/touched=yes']);
    expect(await kubectl.refused(['replace', '-f', '-'], { stdin: stale })).toContain('(Conflict)');
  });

  it('what is made already', async () => {
    expect(await kubectl.refused(['create', '-f', '-'], { stdin: aManifest() })).toContain(
      '(AlreadyExists): error when creating "STDIN": databaseclusters.dbaas.io "orders" already exists',
    );
  });

  it('a namespace that is not there', async () => {
    const elsewhere = bench.kubectl.within('nowhere');
    expect(await elsewhere.refused(['create', '-f', '-'], { stdin: aManifest() })).toContain(
      'namespaces "nowhere" not found',
    );
  });

  it.each([
    { does: 'a parameter that the engine sets', name: 'fixed', spec: { config: [{ name: 'port', value: '1' }] } },
    { does: 'a value out of range', name: 'range', spec: { config: [{ name: 'max_connections', value: '0' }] } },
    { does: 'a version that is not offered', name: 'version', spec: { version: '9.6' } },
  ])('nothing at the door, but in the conditions, for $does', async ({ name, spec }) => {
    const manifest = { ...aBadManifest(spec), metadata: { name } };
    const errors = await restErrors('POST', '', { ...manifest, metadata: { name: `${name}-by-rest` } });
    await kubectl.ok(['apply', '-f', '-'], { stdin: manifest });
    await kubectl.ok(['wait', '--for=condition=SpecValid=False', `dbc/${name}`, '--timeout=10s']);
    const message = await kubectl.ok(['get', 'dbc', name, '-o', 'jsonpath={.status.message}']);
    for (const error of errors) expect(message).toContain(`${fieldOf(error)}: ${error.message}`);
    expect(await kubectl.ok(['describe', 'dbc', name])).toContain(message);
    expect(await kubectl.refused(['get', 'clusters.postgresql.cnpg.io', name])).toContain('(NotFound)');
  });

  it('a change that the engine cannot carry out, and what runs stays', async () => {
    const { kubectl: here } = await bench.running();
    await here.ok([
      'patch',
      'dbc',
      'orders',
      '--type=merge',
      '-p',
      '{"spec":{"config":[{"name":"port","value":"1"}]}}',
    ]);
    await here.ok(['wait', '--for=condition=SpecValid=False', 'dbc/orders', '--timeout=10s']);
    expect(await here.ok(['wait', '--for=condition=Ready', 'dbc/orders', '--timeout=5s'])).toContain('condition met');
    const parameters = 'jsonpath={.spec.postgresql.parameters.port}';
    expect(await here.ok(['get', 'clusters.postgresql.cnpg.io', 'orders', '-o', parameters])).toBe('');
  });
});
