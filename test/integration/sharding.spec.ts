import { createStandIns } from '../../src/sandbox/engines/registry.js';
import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { SharedInformers, type Informer } from '../../src/kube/informer/index.js';
import { LeadershipLostError, type LeaseTimes } from '../../src/kube/leader-election/index.js';
import { NAMESPACE } from '../../src/kube/meta/index.js';
import type { ShardStats } from '../../src/kube/sharding/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import type { AuditedRequest } from '../envtest/audit-log.js';
import { SeededRandom } from '../fuzz/seeded-random.js';
import { withReplicas } from '../harness/application-identity.js';
import { eventually } from '../harness/eventually.js';
import { productManifests } from '../harness/product-manifests.js';
import { startAnyCluster, type TestCluster } from '../harness/sandbox-app.js';
import { aCluster, isAt } from './clusters/bench.js';
import { Fleet, type Happening } from './sharding/fleet.js';
import { OwnershipAudit } from './sharding/ownership-audit.js';

/** `SHARDING_CLUSTERS=2000` is the measure of how well members share; it takes minutes. */
const CLUSTERS = Number(process.env.SHARDING_CLUSTERS ?? 12);
const IS_LARGE = CLUSTERS > 100;
const SEED = Number(process.env.SHARDING_SEED ?? 20);
const HAPPENINGS = IS_LARGE ? 10 : 4;
/** The part of the clusters that users change before and after each happening. */
const EDITED = IS_LARGE ? 0.05 : 0.5;
const PATIENCE_MS = IS_LARGE ? 1_200_000 : 20_000;
/** So many members in one process, that shares its one core with the server, are late at times. */
const LEASE_TIMES: LeaseTimes = IS_LARGE ? {} : { leaseDurationMs: 5_000, renewDeadlineMs: 4_000, retryPeriodMs: 200 };

const namespaces = Array.from({ length: CLUSTERS }, (_, n) => `shard-${n}`);
const isMember = (user: string): boolean => user.startsWith('member-');
const isKey = (namespace: string): boolean => namespace.startsWith('shard-');

describe(`${CLUSTERS} clusters among replicas that come and go`, () => {
  const audit = new OwnershipAudit(isMember, isKey);
  const random = new SeededRandom(SEED);
  const fate = random.fork(1);
  const story: { happening: Happening; settledMs: number }[] = [];
  let cluster: TestCluster;
  let client: HttpKubeClient;
  let informers: SharedInformers;
  let databases: Informer<DatabaseCluster>;
  let fleet: Fleet;
  /** Of each cluster's last intent. */
  const generations = new Map<string, number>();

  beforeAll(async () => {
    cluster = await startAnyCluster({ manifests: withReplicas(await productManifests()) });
    cluster.api.onRequest(audit.record);
    client = connect(cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
    informers = new SharedInformers({ client });
    databases = informers.ensure<DatabaseCluster>({ type: DATABASE_CLUSTER });
    informers.start();
    await informers.waitForSync();
    fleet = new Fleet(cluster, LEASE_TIMES, (user) => audit.noteEnd(user));
    await Promise.all([fleet.join(), fleet.join(), fleet.join()]);
  }, PATIENCE_MS);

  afterAll(async () => {
    await fleet.end();
    await informers.stop();
    await client.close();
    await cluster.stop();
  }, PATIENCE_MS);

  const note = ({ metadata }: DatabaseCluster): void => void generations.set(metadata.namespace!, metadata.generation!);

  const create = async (namespace: string): Promise<void> => {
    await client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    note(await client.create(DATABASE_CLUSTER, aCluster({ namespace, name: 'db' })));
  };

  /** An intent that whoever owns the cluster has to carry out. */
  const edit = async (namespace: string): Promise<void> => {
    const spec = { config: [{ name: 'max_connections', value: String(100 + random.int(100)) }] };
    const patch = { type: 'merge' as const, body: { spec } };
    note(await client.patch<DatabaseCluster>(DATABASE_CLUSTER, { namespace, name: 'db' }, patch));
  };

  const some = (): string[] => namespaces.filter(() => random.chance(EDITED));

  const unsettled = (): string[] =>
    namespaces.filter((namespace) => {
      const database = databases.store.get({ namespace, name: 'db' });
      return !database || database.metadata.generation !== generations.get(namespace) || !isAt(database, 'Running');
    });

  const allRunning = (): Promise<string[]> => eventually(unsettled, ({ length }) => length === 0, PATIENCE_MS);

  /** All know each other, and each key is somebody's once, as they see it. */
  const wholeAndShared = (): Promise<ShardStats[]> =>
    eventually(
      () => fleet.shards,
      (shards) =>
        shards.every(({ members }) => members === shards.length) &&
        shards.reduce((sum, { keysOwned }) => sum + keysOwned, 0) === CLUSTERS + ENGINES,
      PATIENCE_MS,
    );
  /** Catalogue entries are shared out with the clusters. */
  const ENGINES = createStandIns().length;

  it(
    'all come to run, whoever owns them',
    async () => {
      const startedMs = performance.now();
      const [first, ...rest] = namespaces;
      await create(first!);
      for (const namespace of rest) await create(namespace);
      await allRunning();
      report(`${CLUSTERS} clusters Running in ${elapsed(startedMs)} with 3 members`);
      const parts = (await wholeAndShared()).map(({ keysOwned }) => keysOwned);
      // Who the members are is random, and so is how even a dozen keys lie among them: nobody has them all.
      expect(Math.max(...parts)).toBeLessThan(CLUSTERS + ENGINES);
    },
    PATIENCE_MS,
  );

  it(
    'and stay so while members stop, die and join',
    async () => {
      for (let n = 0; n < HAPPENINGS; n += 1) {
        for (const namespace of some()) await edit(namespace);
        const startedMs = performance.now();
        const happening = await fleet.somethingHappens(fate);
        for (const namespace of some()) await edit(namespace);
        await allRunning();
        await wholeAndShared();
        story.push({ happening, settledMs: performance.now() - startedMs });
      }
      for (const { happening, settledMs } of story)
        report(`a member ${happening}: all well after ${settledMs.toFixed(0)} ms`);
      expect(new Set(story.map(({ happening }) => happening)).size).toBe(4);
    },
    PATIENCE_MS * 2,
  );

  it('no write of a former owner took effect after the first of the new one', () => {
    report(`${audit.writes} writes, ${audit.moves} moves of keys, ${audit.conflicts} conflicts`);
    expect(audit.violations).toEqual([]);
    expect(audit.moves).toBeGreaterThan(0);
  });

  it('whoever lost its lease has ended for it', async () => {
    await eventually(
      () => fleet.dead.map(({ fatal }) => fatal[0]),
      (reasons) => reasons.every((reason) => reason instanceof LeadershipLostError),
      PATIENCE_MS,
    );
    expect(fleet.able.flatMap(({ fatal }) => fatal)).toEqual([]);
  });

  it('each shows its part to those who watch it', async () => {
    const [{ sandbox }] = fleet.able as [(typeof fleet.able)[0]];
    const headers = { authorization: `Bearer ${sandbox.token}` };
    const metrics = await fetch(`${sandbox.url}/metrics`, { headers }).then((response) => response.text());
    expect(metrics).toContain(`shard_members ${fleet.able.length}`);
    expect(metrics).toContain(`shard_keys_owned ${fleet.shards[0]!.keysOwned}`);
    const { body } = await sandbox.request('GET', '/readyz');
    expect(body.checks).toMatchObject({ shards: 'ok' });
  });
});

describe('the audit', () => {
  const aWrite = (user: string, changes: Partial<AuditedRequest> = {}): AuditedRequest => ({
    verb: 'patch',
    path: '',
    user,
    userAgent: '',
    status: 200,
    resource: 'databaseclusters.dbaas.io',
    subresource: 'status',
    namespace: 'shard-1',
    name: 'db',
    ...changes,
  });

  it.each<{ when: string; log: (AuditedRequest | string)[]; violations: number }>([
    { when: 'a key moves on', log: [aWrite('member-a'), aWrite('member-b'), aWrite('member-c')], violations: 0 },
    { when: 'a former owner writes', log: [aWrite('member-a'), aWrite('member-b'), aWrite('member-a')], violations: 1 },
    {
      when: 'a former owner is given the key back',
      log: [aWrite('member-a'), aWrite('member-b'), 'member-b', aWrite('member-a')],
      violations: 0,
    },
    {
      when: 'one that ended writes',
      log: [aWrite('member-a'), 'member-a', aWrite('member-b'), aWrite('member-a')],
      violations: 1,
    },
    {
      when: 'what a former owner sent is refused',
      log: [aWrite('member-a'), aWrite('member-b'), aWrite('member-a', { status: 409 })],
      violations: 0,
    },
  ])('finds $violations violations when $when', ({ log, violations }) => {
    const audit = new OwnershipAudit(isMember, isKey);
    for (const entry of log) {
      if (typeof entry === 'string') audit.noteEnd(entry);
      else audit.record(entry);
    }
    expect(audit.violations).toHaveLength(violations);
  });
});

const elapsed = (sinceMs: number): string => `${(performance.now() - sinceMs).toFixed(0)} ms`;

/** Figures are for whoever asked for the large run. */
function report(line: string): void {
  if (IS_LARGE || process.env.SHARDING_REPORT) process.stdout.write(`${line}\n`);
}
