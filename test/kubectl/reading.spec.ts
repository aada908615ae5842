import { isDeepStrictEqual } from 'node:util';
import { eventually } from '../harness/eventually.js';
import { aManifest, KubectlBench, untilRunning } from './kubectl-bench.js';
import { rowsOf, type Kubectl } from './kubectl.js';

const CNPG = 'clusters.postgresql.cnpg.io';

describe('kubectl reads', () => {
  let bench: KubectlBench;
  let namespace: string;
  let kubectl: Kubectl;

  beforeAll(async () => {
    bench = await KubectlBench.start();
    ({ namespace, kubectl } = await bench.running({ clusterSize: 3 }));
  });

  afterAll(() => bench.stop());

  it('databases by their short name, in columns that tell what is and whether it works', async () => {
    const table = await kubectl.ok(['get', 'dbc']);
    expect(table.split('\n', 1)[0]!.split(/\s+/)).toEqual([
      'NAME',
      'ENGINE',
      'VERSION',
      'SIZE',
      'READY',
      'PHASE',
      'AGE',
    ]);
    expect(rowsOf(table)).toEqual([
      {
        name: 'orders',
        engine: 'postgresql',
        version: '17.6',
        size: '3',
        ready: '3',
        phase: 'Running',
        age: expect.stringMatching(/^\d+s$/),
      },
    ]);
  });

  it('more columns when asked to be wide', async () => {
    const [row] = rowsOf(await kubectl.ok(['get', 'dbc', '-o', 'wide']));
    expect(row).toMatchObject({ endpoint: `orders-rw.${namespace}.svc`, storage: '10Gi' });
  });

  it.each([
    { does: 'a name', output: 'name', expected: /^databasecluster\.dbaas\.io\/orders$/ },
    { does: 'a JSON path', output: 'jsonpath={.status.phase} {.spec.storage.size}', expected: /^Running 10Gi$/ },
    { does: 'a Go template', output: 'go-template={{.status.readyMembers}}', expected: /^3$/ },
    {
      does: 'columns',
      output: 'custom-columns=N:.metadata.name,P:.status.primary',
      expected: /^N +P\norders +orders-1$/,
    },
    { does: 'YAML', output: 'yaml', expected: /^apiVersion: dbaas.io\/v1alpha1\nkind: DatabaseCluster\n/ },
  ])('one database as $does', async ({ output, expected }) => {
    expect(await kubectl.ok(['get', 'dbc', 'orders', '-o', output])).toMatch(expected);
  });

  it.each([
    { does: 'by category', args: ['dbaas'] },
    { does: 'by field', args: ['dbc', '--field-selector', 'metadata.name=orders'] },
    { does: 'of every namespace', args: ['dbc', '-A'] },
    { does: 'sorted', args: ['dbc', '--sort-by', '.spec.clusterSize'] },
    { does: 'by page', args: ['dbc', '--chunk-size', '1'] },
  ])('databases $does', async ({ args }) => {
    expect(await kubectl.ok(['get', ...args])).toMatch(/orders +postgresql +17\.6 +3 +3 +Running/);
  });

  it('what the operator made of it, under its full name', async () => {
    const [row] = rowsOf(await kubectl.ok(['get', CNPG]));
    expect(row).toMatchObject({ name: 'orders', instances: '3', ready: '3', status: 'Cluster in healthy state' });
  });

  it('the pods, volumes, services and secrets of a database', async () => {
    const names = async (kind: string): Promise<string[]> =>
      (await kubectl.ok(['get', kind, '-o', 'jsonpath={.items[*].metadata.name}'])).split(' ');
    expect(await names('pods')).toEqual(['orders-1', 'orders-2', 'orders-3']);
    expect(await names('pvc')).toEqual(['orders-1', 'orders-2', 'orders-3']);
    expect(await names('svc')).toEqual(['orders-r', 'orders-ro', 'orders-rw']);
    expect(await names('secrets')).toEqual(expect.arrayContaining(['orders-ca', 'orders-credentials']));
    expect(rowsOf(await kubectl.ok(['get', 'pods']))[0]).toMatchObject({ ready: '1/1', status: 'Running' });
    expect(rowsOf(await kubectl.ok(['get', 'pvc']))[0]).toMatchObject({ status: 'Bound', capacity: '10Gi' });
  });

  it('the story of a database, in its description and in the events', async () => {
    const described = await kubectl.ok(['describe', 'dbc', 'orders']);
    expect(described).toMatch(/^Name: +orders\n/);
    expect(described).toMatch(/Ready Members: +3/);
    const [, events] = described.split('\nEvents:\n');
    expect(events).toMatch(/Normal +Creating +\d+s +dbaas-operator/);
    expect(events).toMatch(/Normal +Running +\d+s +dbaas-operator +3 of 3 members serve\./);
    expect(await kubectl.ok(['events', '--for', 'dbc/orders'])).toMatch(/Normal +Running +DatabaseCluster\/orders/);
    expect(await kubectl.ok(['get', 'events'])).toMatch(/Normal +Running +databasecluster\/orders/);
  });

  it('what REST shows, field by field', async () => {
    const shown = await eventually(
      async () => {
        const { spec, status } = await kubectl.json<{ spec: object; status: object }>('get', 'dbc', 'orders');
        const { body } = await bench.sandbox.request('GET', `/api/v1/namespaces/${namespace}/clusters/orders`);
        return { byKubectl: { spec, status }, byRest: { spec: body.spec, status: body.status } };
      },
      ({ byKubectl, byRest }) => isDeepStrictEqual(byKubectl, byRest),
      5_000,
    );
    expect(shown.byKubectl).toEqual(shown.byRest);
  });

  it('the phases on the way, with a watch', async () => {
    const { kubectl: here } = await bench.namespace();
    const watched = here.linesUntil(['get', 'dbc', '-w', '--output-watch-events'], (line) => line.includes('Running'));
    await here.ok(['apply', '-f', '-'], { stdin: aManifest() });
    const lines = await watched;
    expect(lines[0]).toMatch(/^EVENT +NAME +ENGINE +VERSION +SIZE +READY +PHASE +AGE$/);
    expect(lines[1]).toMatch(/^ADDED +orders +postgresql/);
    expect(lines.join('\n')).toMatch(/^MODIFIED +orders.*Creating/m);
    expect(lines.at(-1)).toMatch(/^MODIFIED +orders +postgresql +17\.6 +1 +1 +Running/);
  });

  it('until a condition holds', async () => {
    const { kubectl: here } = await bench.namespace();
    await here.ok(['apply', '-f', '-'], { stdin: aManifest() });
    expect(await here.ok(['wait', '--for=condition=Ready', 'dbc/orders', '--timeout=20s'])).toBe(
      'databasecluster.dbaas.io/orders condition met',
    );
    await untilRunning(here);
  });

  it('what a field means', async () => {
    expect(await kubectl.ok(['explain', 'dbc.spec.storage.size'])).toMatch(/FIELD: size <string>[^]*Can only grow\./);
    const all = await kubectl.ok(['explain', 'dbc.spec', '--recursive']);
    expect(all).toMatch(/clusterSize\t<integer> -required-/);
    expect(all).toMatch(/deletionPolicy\t<string>\n +enum: Delete, Retain/);
    expect(await kubectl.ok(['explain', `${CNPG}.spec.instances`])).toMatch(/FIELD: instances <integer>/);
    expect(await kubectl.refused(['explain', 'dbc.spec.colour'])).toBe('error: field "colour" does not exist');
  });

  it('what is served', async () => {
    const [, ...rows] = (await kubectl.ok(['api-resources', '--api-group', 'dbaas.io', '-o', 'wide'])).split('\n');
    const served = [
      expect.arrayContaining(['databaseclusters', 'dbc', 'dbaas.io/v1alpha1', 'true', 'DatabaseCluster', 'dbaas']),
      expect.arrayContaining(['databaseengines', 'dbe', 'dbaas.io/v1alpha1', 'false', 'DatabaseEngine']),
      expect.arrayContaining(['monitoringconfigs', 'mon', 'dbaas.io/v1alpha1', 'true', 'MonitoringConfig']),
    ];
    expect(rows.map((row) => row.split(/\s+/))).toEqual(expect.arrayContaining(served));
    expect((await kubectl.ok(['api-versions'])).split('\n')).toEqual(
      expect.arrayContaining(['v1', 'apps/v1', 'dbaas.io/v1alpha1', 'postgresql.cnpg.io/v1']),
    );
    expect(await kubectl.ok(['version'])).toMatch(/Server Version: v1\.\d+/);
  });

  it.each([
    {
      does: 'a database that is not there',
      args: ['get', 'dbc', 'nosuch'],
      says: 'Error from server (NotFound): databaseclusters.dbaas.io "nosuch" not found',
    },
    {
      does: 'a kind that is not there',
      args: ['get', 'nosuch'],
      says: `error: the server doesn't have a resource type "nosuch"`,
    },
    {
      does: 'a field that cannot be selected by',
      args: ['get', 'dbc', '--field-selector', 'spec.engine=postgresql'],
      says: expect.stringContaining('field label not supported: spec.engine'),
    },
  ])('no more of $does than that', async ({ args, says }) => {
    expect(await kubectl.refused(args)).toEqual(says);
  });
});
