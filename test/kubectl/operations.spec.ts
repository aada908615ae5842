import { KubectlBench } from './kubectl-bench.js';
import { rowsOf, type Kubectl } from './kubectl.js';

interface OperationManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: object;
}

const anOperation = (name: string, spec: object): OperationManifest => ({
  apiVersion: 'dbaas.io/v1alpha1',
  kind: 'OpsRequest',
  metadata: { name },
  spec: { clusterRef: { name: 'orders' }, ...spec },
});

const SCALING = anOperation('grow', { type: 'HorizontalScaling', horizontalScaling: { replicas: 2 } });
const LATER = anOperation('later', { type: 'Restart', notBefore: '2999-01-01T00:00:00Z' });
const APPLY = ['apply', '-f', '-'];

describe('kubectl and operations', () => {
  let bench: KubectlBench;
  let kubectl: Kubectl;

  beforeAll(async () => {
    bench = await KubectlBench.start();
    ({ kubectl } = await bench.running());
  });

  afterAll(() => bench.stop());

  const row = async (name: string): Promise<Record<string, string>> =>
    rowsOf(await kubectl.ok(['get', 'ops', name, '-o', 'wide']))[0]!;

  it('asks for one, waits for its end, and reads its story in columns', async () => {
    expect(await kubectl.ok(APPLY, { stdin: SCALING })).toBe('opsrequest.dbaas.io/grow created');
    await kubectl.ok(['wait', 'ops/grow', '--for=condition=Complete', '--timeout=60s']);
    expect(await row('grow')).toMatchObject({
      name: 'grow',
      cluster: 'orders',
      type: 'HorizontalScaling',
      phase: 'Succeeded',
      progress: '1/1',
      reason: 'Observed',
      started: expect.stringMatching(/^\d+[smh]/),
      finished: expect.stringMatching(/^\d+[smh]/),
      by: 'kubectl-client-side-apply',
    });
    const log = await kubectl.ok([
      'get',
      'ops',
      'grow',
      '-o',
      'jsonpath={range .status.log[*]}{.time} {.message}{"\\n"}{end}',
    ]);
    const lines = log.split('\n');
    expect(lines[0]).toMatch(/^\S+Z HorizontalScaling started: spec\.clusterSize to 2\.$/);
    expect(lines.at(-1)).toMatch(/^\S+Z 2 members serve\.$/);
    expect(await kubectl.ok(['get', 'events'])).toMatch(/Observed +opsrequest\/grow +2 members serve\./);
  });

  it('repeats an apply in peace, and cannot edit what was asked for', async () => {
    expect(await kubectl.ok(APPLY, { stdin: SCALING })).toBe('opsrequest.dbaas.io/grow unchanged');
    const other = anOperation('grow', { type: 'HorizontalScaling', horizontalScaling: { replicas: 3 } });
    expect(await kubectl.refused(APPLY, { stdin: other })).toMatch(
      /spec\.horizontalScaling: Invalid value: .*an operation is asked for once; make another one/,
    );
  });

  it('calls one off that waits, and waits for that', async () => {
    await kubectl.ok(APPLY, { stdin: LATER });
    await kubectl.ok(['wait', 'ops/later', '--for=jsonpath={.status.phase}=Queued', '--timeout=20s']);
    await kubectl.ok(['patch', 'ops', 'later', '--type=merge', '-p', '{"spec": {"cancel": true}}']);
    await kubectl.ok(['wait', 'ops/later', '--for=jsonpath={.status.phase}=Cancelled', '--timeout=20s']);
    expect(await row('later')).toMatchObject({ phase: 'Cancelled', reason: 'UserCancelled' });
    expect(
      await kubectl.refused(['patch', 'ops', 'later', '--type=merge', '-p', '{"spec": {"cancel": false}}']),
    ).toMatch(/spec\.cancel: Invalid value: .*cannot be taken back/);
  });

  it('makes one of a generated name, and deletes it', async () => {
    const { name: _, ...metadata } = { ...LATER.metadata, generateName: 'orders-' };
    const created = await kubectl.ok(['create', '-f', '-', '-o', 'name'], { stdin: { ...LATER, metadata } });
    expect(created).toMatch(/^opsrequest\.dbaas\.io\/orders-/);
    await kubectl.ok(['delete', created]);
    expect(await kubectl.refused(['get', created])).toContain('(NotFound)');
  });
});
