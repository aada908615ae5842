import { eventually } from '../harness/eventually.js';
import { KubectlBench, untilRunning } from './kubectl-bench.js';
import type { Kubectl } from './kubectl.js';

const EVERYTHING = 'dbc,clusters.postgresql.cnpg.io,pods,pvc,svc,secrets';

/** A real cluster looks at a namespace after five seconds, and again when its pods have had half of their grace. */
const LOOKS_AGAIN = '--timeout=30s';

describe('kubectl deletes', () => {
  let bench: KubectlBench;

  beforeAll(async () => {
    bench = await KubectlBench.start();
  });

  afterAll(() => bench.stop());

  const all = (kubectl: Kubectl): Promise<string> => kubectl.ok(['get', EVERYTHING, '-o', 'name']);
  const nothingLeft = (kubectl: Kubectl): Promise<string> =>
    eventually(
      () => all(kubectl),
      (names) => names === '',
    );

  it.each(['background', 'foreground', 'orphan'])(
    'a database with all that was made for it, whatever the cascade: %s',
    async (cascade) => {
      const { kubectl } = await bench.running();
      expect(await kubectl.ok(['delete', 'dbc', 'orders', `--cascade=${cascade}`])).toBe(
        'databasecluster.dbaas.io "orders" deleted',
      );
      expect(await kubectl.refused(['get', 'dbc', 'orders'])).toContain('(NotFound)');
      expect(await nothingLeft(kubectl)).toBe('');
    },
  );

  it('without waiting, and another command waits', async () => {
    const { kubectl } = await bench.running();
    await kubectl.ok(['delete', 'dbc', 'orders', '--wait=false']);
    await kubectl.ok(['wait', '--for=delete', 'dbc/orders', '--timeout=20s']);
    expect(await nothingLeft(kubectl)).toBe('');
  });

  it('nothing in a dry run', async () => {
    const { kubectl } = await bench.running();
    expect(await kubectl.ok(['delete', 'dbc', 'orders', '--dry-run=server'])).toContain('deleted (server dry run)');
    await untilRunning(kubectl);
  });

  it('a namespace with all that is in it', async () => {
    const { kubectl, namespace } = await bench.running();
    expect(await kubectl.ok(['delete', 'namespace', namespace])).toBe(`namespace "${namespace}" deleted`);
    expect(await all(kubectl)).toBe('');
    expect(await kubectl.refused(['get', 'namespace', namespace])).toContain('(NotFound)');
  });

  it.each([
    { does: 'by name', args: ['dbc', 'orders'] },
    { does: 'all at once', args: ['dbc', '--all'] },
    { does: 'at once', args: ['dbc', 'orders', '--grace-period=0', '--force'] },
  ])('no protected database, $does', async ({ args }) => {
    const { kubectl } = await bench.running({ deletionProtection: true });
    expect(await kubectl.refused(['delete', ...args])).toContain(
      'database "orders" is protected against deletion: set spec.deletionProtection to false first',
    );
    await untilRunning(kubectl);
    expect(await kubectl.ok(['get', 'dbc', 'orders', '-o', 'jsonpath={.metadata.deletionTimestamp}'])).toBe('');
  });

  it('no protected database with its namespace, which says what it waits for', async () => {
    const { kubectl, namespace } = await bench.running({ deletionProtection: true });
    await kubectl.ok(['delete', 'namespace', namespace, '--wait=false']);
    const stuck = '--for=condition=NamespaceDeletionContentFailure';
    await kubectl.ok(['wait', stuck, `namespace/${namespace}`, LOOKS_AGAIN]);
    expect(await kubectl.ok(['describe', 'namespace', namespace])).toContain('database "orders" is protected');
    expect(await kubectl.ok(['get', 'dbc', 'orders', '-o', 'jsonpath={.metadata.deletionTimestamp}'])).toBe('');

    await kubectl.ok(['patch', 'dbc', 'orders', '--type=merge', '-p', '{"spec":{"deletionProtection":false}}']);
    await kubectl.ok(['wait', '--for=delete', `namespace/${namespace}`, LOOKS_AGAIN]);
  });

  it('a database whose protection was lifted', async () => {
    const { kubectl } = await bench.running({ deletionProtection: true });
    await kubectl.ok(['patch', 'dbc', 'orders', '--type=merge', '-p', '{"spec":{"deletionProtection":false}}']);
    await kubectl.ok(['delete', 'dbc', 'orders']);
    expect(await nothingLeft(kubectl)).toBe('');
  });

  it('the volumes too, unless they are to be kept', async () => {
    const { kubectl } = await bench.running({ deletionPolicy: 'Retain' });
    await kubectl.ok(['delete', 'dbc', 'orders']);
    expect(await kubectl.ok(['get', 'pvc', '-o', 'name'])).toBe('persistentvolumeclaim/orders-1');
    expect(await kubectl.ok(['get', 'events'])).toMatch(/VolumesKept +databasecluster\/orders/);
  });
});
