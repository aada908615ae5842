import { LABELS } from '../../../src/domain/naming.js';
import { SECRET } from '../../../src/kube/meta/index.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { APPLICATION_USER } from '../../harness/application-identity.js';
import { eventually } from '../../harness/eventually.js';
import { raw, type ClusterBench, type ClusterKey } from '../../integration/clusters/bench.js';
import { RequestCounter } from '../../integration/clusters/request-counter.js';
import { WriteAudit } from '../../integration/clusters/write-audit.js';
import { leftovers, offered, PATIENCE_MS, runningOf, startBench } from './engine-bench.js';
import { ENGINES } from './engine-under-test.js';

/** The credentials Secret of every engine; a CA where the operator makes one. */
const CREDENTIALS = ['database', 'host', 'password', 'port', 'uri', 'username'];

let bench: ClusterBench;

beforeAll(async () => {
  bench = await startBench();
  for (const engine of ENGINES) await offered(bench, engine);
}, PATIENCE_MS);

afterAll(() => bench.stop());

describe.each(ENGINES)('a database of $name', (engine) => {
  const { upstream } = engine.provider;
  const cluster = async (key: ClusterKey) => (await bench.running(key, PATIENCE_MS)).status!;

  it('comes up with the members, the version and the ways in that were asked for', async () => {
    const key = await runningOf(bench, engine);
    const { members = [], ...status } = await cluster(key);
    const { sizes, versions } = engine.catalogue.spec;
    expect(status.size).toBe(sizes.recommended);
    expect(status.readyMembers).toBe(sizes.recommended);
    expect(
      members
        .filter(({ component }) => component === undefined || component === 'database')
        .every(({ ready }) => ready),
    ).toBe(true);
    expect(versions.map(({ version }) => version)).toContain(status.version);
    expect(status.endpoints).not.toEqual([]);
    expect(status.upstream).toMatchObject({ kind: upstream.kind, name: key.name });
    expect(status.warnings ?? []).toEqual([]);
  });

  it('tells clients how to connect, by the keys that every engine has', async () => {
    const key = await runningOf(bench, engine);
    const { binding } = await cluster(key);
    const { data } = raw(await bench.get(SECRET, { ...key, name: binding!.name }));
    expect(Object.keys(data)).toEqual(expect.arrayContaining(CREDENTIALS));
    const decoded = (field: string): string => Buffer.from(data[field], 'base64').toString();
    expect(decoded('host')).toMatch(/\.svc(\.cluster\.local)?$/);
    expect(decoded('ca.crt')).toContain('BEGIN CERTIFICATE');
  });

  it('is at rest once it runs: nothing is written, and nothing was written twice', async () => {
    const audit = new WriteAudit(bench.sandbox.app.runtime.client);
    const requests = new RequestCounter(bench.cluster, APPLICATION_USER);
    const key = await runningOf(bench, engine);
    await bench.lookAgain(key);
    expect(audit.repeated()).toEqual([]);
    const before = await bench.get(upstream, key);
    requests.reset();
    await bench.lookAgain(key);
    const written = requests.writes.filter(({ path }) => path.includes(`/namespaces/${key.namespace}/`));
    expect(written.map(({ resource }) => resource).filter((resource) => !resource.endsWith('.dbaas.io'))).toEqual([]);
    expect((await bench.get(upstream, key)).metadata.generation).toBe(before.metadata.generation);
    requests.stop();
  });

  it('is put right where it drifts, and lets others keep what is theirs', async () => {
    const key = await runningOf(bench, engine);
    await bench.patch(upstream, key, {
      metadata: { labels: { [LABELS.engine]: 'oracle', 'example.com/theirs': 'stays' } },
    });
    const mended = await eventually(
      () => bench.get(upstream, key),
      ({ metadata }) => metadata.labels?.[LABELS.engine] === engine.name,
    );
    expect(mended.metadata.labels).toHaveProperty(['example.com/theirs'], 'stays');
  });

  it('is made by one that forgets: a restart of the product changes nothing', async () => {
    const key = await runningOf(bench, engine);
    const before = await bench.get(upstream, key);
    await bench.stopApplication();
    await bench.startApplication();
    await offered(bench, engine);
    await bench.lookAgain(key);
    const after = await bench.get(upstream, key);
    expect(after.metadata.uid).toBe(before.metadata.uid);
    expect(after.metadata.generation).toBe(before.metadata.generation);
  });

  it('goes with everything that was made for it', async () => {
    const namespace = await bench.namespace();
    const before = await leftovers(bench, engine, namespace);
    const key = await runningOf(bench, engine);
    await bench.client.delete(DATABASE_CLUSTER, key);
    await bench.gone(DATABASE_CLUSTER, key);
    const left = await eventually(
      () => leftovers(bench, engine, key.namespace),
      (found) => found.length <= before.length,
      PATIENCE_MS,
    );
    expect(left).toEqual(before);
  });

  it('leaves its volumes, and nothing else, where they are to be retained', async () => {
    const key = await runningOf(bench, engine, { deletionPolicy: 'Retain' });
    await bench.client.delete(DATABASE_CLUSTER, key);
    await bench.gone(DATABASE_CLUSTER, key);
    const left = await eventually(
      () => leftovers(bench, engine, key.namespace),
      (found) => found.every((name) => /^(PersistentVolumeClaim|Secret) /.test(name)),
      PATIENCE_MS,
    );
    expect(left.filter((name) => name.startsWith('PersistentVolumeClaim')).length).toBeGreaterThanOrEqual(
      engine.catalogue.spec.sizes.recommended,
    );
  });
});
