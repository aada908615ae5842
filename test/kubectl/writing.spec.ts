import type { DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import { aManifest, KubectlBench, untilRunning } from './kubectl-bench.js';
import type { Kubectl } from './kubectl.js';

const APPLY = ['apply', '-f', '-'];
const APPLY_SERVER_SIDE = ['apply', '--server-side', '-f', '-'];
const WITH_CONFIG = aManifest({ spec: { config: [{ name: 'work_mem', value: '16MB' }] } });

describe('kubectl writes', () => {
  let bench: KubectlBench;

  beforeAll(async () => {
    bench = await KubectlBench.start();
  });

  afterAll(() => bench.stop());

  const inTeam = async (): Promise<Kubectl> => (await bench.namespace()).kubectl;

  /** A namespace with the database `orders`, just asked for. */
  async function withOrders(stdin: object = aManifest()): Promise<Kubectl> {
    const kubectl = await inTeam();
    await kubectl.ok(APPLY, { stdin });
    return kubectl;
  }

  const specOf = async (kubectl: Kubectl): Promise<DatabaseCluster['spec']> =>
    (await kubectl.json<DatabaseCluster>('get', 'dbc', 'orders')).spec;
  const instancesOf = (kubectl: Kubectl, instances: number): Promise<string> =>
    kubectl.ok(['wait', `--for=jsonpath={.spec.instances}=${instances}`, 'clusters.postgresql.cnpg.io/orders']);

  describe('a configuration, with apply', () => {
    it('creates, and changes nothing when it is repeated', async () => {
      const kubectl = await inTeam();
      expect(await kubectl.ok(APPLY, { stdin: aManifest() })).toBe('databasecluster.dbaas.io/orders created');
      expect(await kubectl.ok(APPLY, { stdin: aManifest() })).toBe('databasecluster.dbaas.io/orders unchanged');
    });

    it('takes off a field that was left out since', async () => {
      const kubectl = await withOrders(WITH_CONFIG);
      expect(await kubectl.ok(APPLY, { stdin: aManifest() })).toBe('databasecluster.dbaas.io/orders configured');
      expect(await specOf(kubectl)).not.toHaveProperty('config');
    });

    it('is followed by the operator', async () => {
      const kubectl = await withOrders();
      await kubectl.ok(['wait', '--for=condition=Ready', 'dbc/orders', '--timeout=20s']);
      await kubectl.ok(APPLY, { stdin: aManifest({ spec: { clusterSize: 2 } }) });
      expect(await instancesOf(kubectl, 2)).toContain('condition met');
    });

    it('tells beforehand what it would change, in its exit code too', async () => {
      const kubectl = await withOrders();
      const diff = (stdin: object) => kubectl.run(['diff', '-f', '-'], { stdin });
      expect(await diff(aManifest())).toMatchObject({ code: 0, stdout: '' });
      const changed = await diff(WITH_CONFIG);
      expect(changed.code).toBe(1);
      expect(changed.stdout).toMatch(/^\+ {2}config:\n\+ {2}- name: work_mem$/m);
      expect((await diff(aManifest({ spec: { clusterSize: 0 } }))).code).toBeGreaterThan(1);
    });

    it('writes nothing in a dry run, and shows what the server would store', async () => {
      const kubectl = await inTeam();
      const create = ['create', '-f', '-', '--dry-run=server', '-o', 'json'];
      const shown = JSON.parse(await kubectl.ok(create, { stdin: aManifest() })) as DatabaseCluster;
      expect(shown.spec).toMatchObject({ powerState: 'Running', deletionPolicy: 'Delete' });
      expect(await kubectl.refused(['get', 'dbc', 'orders'])).toContain('(NotFound)');
    });
  });

  describe('a configuration, with server-side apply', () => {
    it('creates, and repeats in peace', async () => {
      const kubectl = await inTeam();
      for (let time = 0; time < 2; time += 1) {
        expect(await kubectl.ok(APPLY_SERVER_SIDE, { stdin: aManifest() })).toBe(
          'databasecluster.dbaas.io/orders serverside-applied',
        );
      }
      const { metadata } = await kubectl.json<DatabaseCluster>('get', 'dbc', 'orders', '--show-managed-fields');
      expect(metadata.managedFields).toContainEqual(
        expect.objectContaining({
          manager: 'kubectl',
          operation: 'Apply',
          fieldsV1: {
            'f:spec': { 'f:clusterSize': {}, 'f:engine': {}, 'f:storage': { 'f:size': {} }, 'f:version': {} },
          },
        }),
      );
    });

    it('takes off a field that its owner left out since', async () => {
      const kubectl = await inTeam();
      await kubectl.ok(APPLY_SERVER_SIDE, { stdin: WITH_CONFIG });
      await kubectl.ok(APPLY_SERVER_SIDE, { stdin: aManifest() });
      expect(await specOf(kubectl)).not.toHaveProperty('config');
    });

    it("is refused another owner's field, unless it forces", async () => {
      const kubectl = await inTeam();
      await kubectl.ok(APPLY_SERVER_SIDE, { stdin: aManifest() });
      const asOther = [...APPLY_SERVER_SIDE, '--field-manager', 'other'];
      const stdin = aManifest({ spec: { clusterSize: 2 } });
      expect(await kubectl.refused(asOther, { stdin })).toContain(
        'Apply failed with 1 conflict: conflict with "kubectl": .spec.clusterSize',
      );
      expect(await specOf(kubectl)).toMatchObject({ clusterSize: 1 });
      await kubectl.ok([...asOther, '--force-conflicts'], { stdin });
      expect(await specOf(kubectl)).toMatchObject({ clusterSize: 2 });
    });

    it('takes over what apply without it had made', async () => {
      const kubectl = await withOrders(WITH_CONFIG);
      await kubectl.ok(APPLY_SERVER_SIDE, { stdin: aManifest() });
      expect(await specOf(kubectl)).not.toHaveProperty('config');
    });
  });

  describe('a change', () => {
    it('with an editor', async () => {
      const kubectl = await withOrders();
      expect(await kubectl.edit(['dbc', 'orders'], 's/clusterSize: 1/clusterSize: 2/')).toMatchObject({
        code: 0,
        stdout: 'databasecluster.dbaas.io/orders edited\n',
      });
      await instancesOf(kubectl, 2);
    });

    it('not with an editor that changed nothing', async () => {
      const kubectl = await withOrders();
      const { stdout, stderr } = await kubectl.edit(['dbc', 'orders'], '');
      expect(stdout + stderr).toContain('Edit cancelled, no changes made.');
    });

    it('not with an editor that left it wrong: the text is kept', async () => {
      const kubectl = await withOrders();
      const { code, stderr } = await kubectl.edit(['dbc', 'orders'], 's/clusterSize: 1/clusterSize: 0/');
      expect(code).toBe(1);
      expect(stderr).toContain('databaseclusters.dbaas.io "orders" is invalid\nA copy of your changes has been stored');
    });

    it.each([
      { does: 'a merge patch', type: 'merge', patch: { spec: { clusterSize: 2 } } },
      { does: 'a JSON patch', type: 'json', patch: [{ op: 'replace', path: '/spec/clusterSize', value: 2 }] },
    ])('with $does', async ({ type, patch }) => {
      const kubectl = await withOrders();
      const args = ['patch', 'dbc', 'orders', '--type', type, '-p', JSON.stringify(patch)];
      expect(await kubectl.ok(args)).toBe('databasecluster.dbaas.io/orders patched');
      expect(await specOf(kubectl)).toMatchObject({ clusterSize: 2 });
    });

    it('with a strategic patch, which merges a list by its key', async () => {
      const kubectl = await inTeam();
      const metadata = { name: 'made' };
      const service = { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ name: 'http', port: 80 }] } };
      await kubectl.ok(['create', '-f', '-'], { stdin: service });
      const patch = {
        spec: {
          ports: [
            { name: 'metrics', port: 90 },
            { port: 80, targetPort: 8081 },
          ],
        },
      };
      expect(await kubectl.ok(['patch', 'service', 'made', '-p', JSON.stringify(patch)])).toBe('service/made patched');
      const ports = 'jsonpath={range .spec.ports[*]}{.name} {.port} {.targetPort}{"\\n"}{end}';
      const shown = await kubectl.ok(['get', 'service', 'made', '-o', ports]);
      expect(shown.split('\n').toSorted()).toEqual(['http 80 8081', 'metrics 90 90']);
    });

    it.each([
      {
        does: 'a JSON patch whose test fails',
        args: ['--type=json', '-p', '[{"op":"test","path":"/spec/clusterSize","value":7}]'],
        says: 'The request is invalid: ',
      },
      {
        does: 'a strategic patch, which custom resources do not have',
        args: ['-p', '{"spec":{"clusterSize":2}}'],
        says: 'application/strategic-merge-patch+json is not supported by dbaas.io/v1alpha1, Kind=DatabaseCluster',
      },
    ])('not with $does', async ({ args, says }) => {
      const kubectl = await withOrders();
      expect(await kubectl.refused(['patch', 'dbc', 'orders', ...args])).toContain(says);
      expect(await specOf(kubectl)).toMatchObject({ clusterSize: 1 });
    });

    it('of a label or an annotation, which selects', async () => {
      const kubectl = await withOrders();
      expect(await kubectl.ok(['label', 'dbc', 'orders', 'tier=gold'])).toBe('databasecluster.dbaas.io/orders labeled');
      expect(await kubectl.refused(['label', 'dbc', 'orders', 'tier=tin'])).toContain('--overwrite is false');
      expect(await kubectl.ok(['get', 'dbc', '-l', 'tier=gold', '-o', 'name'])).toBe('databasecluster.dbaas.io/orders');
      expect(await kubectl.ok(['get', 'dbc', '-l', 'tier=tin', '-o', 'name'])).toBe('');
      await kubectl.ok(['label', 'dbc', 'orders', 'tier-']);
      await kubectl.ok(['annotate', 'dbc', 'orders', 'example.org/note=hello']);
      const { metadata } = await kubectl.json<DatabaseCluster>('get', 'dbc', 'orders');
      expect(metadata).not.toHaveProperty('labels');
      expect(metadata.annotations).toMatchObject({ 'example.org/note': 'hello' });
    });

    it('of the size, by the scale subresource', async () => {
      const kubectl = await withOrders();
      const scale = ['scale', 'dbc', 'orders', '--replicas=2'];
      expect(await kubectl.refused([...scale, '--current-replicas=3'])).toBe('error: Expected replicas to be 3, was 1');
      expect(await kubectl.ok(scale)).toBe('databasecluster.dbaas.io/orders scaled');
      await instancesOf(kubectl, 2);
    });

    it('by replacement, which leaves the database held for its cleanup', async () => {
      const kubectl = await withOrders();
      await kubectl.ok(['wait', '--for=condition=Ready', 'dbc/orders', '--timeout=20s']);
      expect(await kubectl.ok(['replace', '-f', '-'], { stdin: aManifest() })).toBe(
        'databasecluster.dbaas.io/orders replaced',
      );
      const held = '--for=jsonpath={.metadata.finalizers[0]}=dbaas.io/cleanup';
      expect(await kubectl.ok(['wait', held, 'dbc/orders', '--timeout=5s'])).toContain('condition met');
    });

    it('by force: the database goes with all that was made for it, and another takes its place', async () => {
      const { kubectl } = await bench.running();
      const uidOf = (kind: string): Promise<string> =>
        kubectl.ok(['get', kind, 'orders', '-o', 'jsonpath={.metadata.uid}']);
      const before = await Promise.all(['dbc', 'clusters.postgresql.cnpg.io'].map(uidOf));
      expect(await kubectl.ok(['replace', '--force', '-f', '-'], { stdin: aManifest() })).toBe(
        'databasecluster.dbaas.io "orders" deleted\ndatabasecluster.dbaas.io/orders replaced',
      );
      await untilRunning(kubectl);
      const after = await Promise.all(['dbc', 'clusters.postgresql.cnpg.io'].map(uidOf));
      expect(after.filter((uid) => before.includes(uid))).toEqual([]);
    });
  });
});
