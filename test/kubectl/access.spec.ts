import { wantsRealClusters } from '../harness/real-control-plane.js';
import { KubectlBench } from './kubectl-bench.js';

describe('kubectl and who may do what', () => {
  let bench: KubectlBench;

  beforeAll(async () => {
    bench = await KubectlBench.start();
  });

  afterAll(() => bench.stop());

  it('knows who it is', async () => {
    const whoami = await bench.kubectl.ok(['auth', 'whoami']);
    expect(whoami).toMatch(/Username +system:admin/);
    expect(whoami).toMatch(/Groups +\[system:masters system:authenticated\]/);
  });

  it('is told what it may do', async () => {
    expect(await bench.kubectl.ok(['auth', 'can-i', 'create', 'dbc'])).toBe('yes');
    expect(await bench.kubectl.ok(['auth', 'can-i', '--list'])).toMatch(/^\*\.\* +\[\] +\[\] +\[\*\]$/m);
    const { code, stdout } = await bench.kubectl.run(['auth', 'can-i', 'list', 'dbc', '--as', 'alice']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'no\n' });
  });

  it('makes accounts, roles and tokens, and they are what counts', async () => {
    const { kubectl, namespace } = await bench.namespace();
    await kubectl.ok(['create', 'serviceaccount', 'reader']);
    await kubectl.ok(['create', 'role', 'reader', '--verb=get,list', '--resource=databaseclusters.dbaas.io']);
    await kubectl.ok(['create', 'rolebinding', 'reader', '--role=reader', `--serviceaccount=${namespace}:reader`]);
    const token = await kubectl.ok(['create', 'token', 'reader', '--duration=1h']);
    const asReader = ['--token', token];

    expect(await kubectl.ok([...asReader, 'get', 'dbc', '-o', 'name'])).toBe('');
    expect(await kubectl.refused([...asReader, 'get', 'secrets'])).toContain(
      `User "system:serviceaccount:${namespace}:reader" cannot list resource "secrets"`,
    );
    const { status } = await bench.sandbox.request('GET', `/api/v1/namespaces/${namespace}/clusters`, { token });
    expect(status).toBe(200);
    const refused = await bench.sandbox.request('DELETE', `/api/v1/namespaces/${namespace}/clusters/x`, { token });
    expect(refused.status).toBe(403);
  });

  it('is refused with a token that nobody gave', async () => {
    expect(await bench.kubectl.refused(['--token', 'guessed', 'get', 'dbc'])).toContain('(Unauthorized)');
  });

  it.each([
    { kind: 'configmap', args: ['configmap', 'made', '--from-literal=a=b'], path: '{.data.a}', value: 'b' },
    { kind: 'secret', args: ['secret', 'generic', 'made', '--from-literal=a=b'], path: '{.data.a}', value: 'Yg==' },
    { kind: 'serviceaccount', args: ['serviceaccount', 'made'], path: '{.metadata.name}', value: 'made' },
  ])('makes a $kind from its arguments, which travels as protobuf', async ({ kind, args, path, value }) => {
    const { kubectl } = await bench.namespace();
    expect(await kubectl.ok(['create', ...args])).toBe(`${kind}/made created`);
    expect(await kubectl.ok(['get', kind, 'made', '-o', `jsonpath=${path}`])).toBe(value);
    expect(await kubectl.refused(['create', ...args])).toContain('already exists');
  });

  it('shows the sizes of secrets, never their values', async () => {
    const { kubectl } = await bench.namespace();
    await kubectl.ok(['create', 'secret', 'generic', 'made', '--from-literal=password=sesame']);
    const described = await kubectl.ok(['describe', 'secret', 'made']);
    expect(described).toMatch(/password: +6 bytes/);
    expect(described).not.toContain('sesame');
  });

  it.each(['logs orders-1', 'exec orders-1 -- true'])('is told that nothing runs: %s', async (command) => {
    const { kubectl } = await bench.running();
    const why = wantsRealClusters() ? 'no preferred addresses found' : 'nothing runs in the sandbox';
    expect(await kubectl.refused(command.split(' '))).toContain(why);
  });
});
