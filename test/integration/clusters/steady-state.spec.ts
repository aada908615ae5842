import { NAMESPACE } from '../../../src/kube/meta/index.js';
import { CNPG_CLUSTER } from '../../../src/providers/postgresql/upstream.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../../src/resources/database-cluster/index.js';
import type { AuditedRequest } from '../../envtest/audit-log.js';
import { APPLICATION_USER } from '../../harness/application-identity.js';
import { eventually } from '../../harness/eventually.js';
import { canInjectFaults, faultsOf } from '../../harness/faults.js';
import { ClusterBench, isAt, raw, type ClusterKey } from './bench.js';
import { RequestCounter, summarize } from './request-counter.js';
import { WriteAudit } from './write-audit.js';

const CLUSTERS = 200;
const RESYNC_SECONDS = 5;
const RESYNC_MS = RESYNC_SECONDS * 1000;
/** Two periods on an idle machine; a deadline costs nothing on a busy one. */
const MENDED_WITHIN_MS = 45_000;
const PATIENCE_MS = 120_000;
/** Requests of the application for one cluster from its creation until it runs; the number may only fall. */
const MOST_REQUESTS_PER_CLUSTER = 20;

const namespace = 'crowd';
const keys: readonly ClusterKey[] = Array.from({ length: CLUSTERS }, (_, i) => ({ namespace, name: `db-${i}` }));

describe(`${CLUSTERS} clusters`, () => {
  let bench: ClusterBench;
  let counter: RequestCounter;
  let audit: WriteAudit;

  beforeAll(async () => {
    // Lease renewals are among what is counted, so the election is on.
    bench = await ClusterBench.start({
      env: { DBAAS_RESYNC_SECONDS: String(RESYNC_SECONDS), DBAAS_LEADER_ELECTION: 'true' },
    });
    await bench.client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    await bench.createRunning({ namespace: 'default', name: 'first' });
    audit = new WriteAudit(bench.sandbox.app.runtime.client);
    counter = new RequestCounter(bench.cluster, APPLICATION_USER);
  });

  afterAll(async () => {
    counter.stop();
    await bench.stop();
  });

  const all = async (): Promise<DatabaseCluster[]> =>
    (await bench.client.list<DatabaseCluster>(DATABASE_CLUSTER, { namespace })).items;

  /** All that a quiet cluster should not cost. */
  const avoidable = (): AuditedRequest[] =>
    counter.all.filter(({ verb, resource }) => verb !== 'watch' && resource !== 'leases.coordination.k8s.io');

  /** Until the application has asked nothing for a second: no event says that nothing more will come. */
  const quiet = async (): Promise<void> => {
    let [seen, since] = [-1, 0];
    await eventually(
      () => {
        const count = avoidable().length;
        if (count !== seen) [seen, since] = [count, performance.now()];
        return performance.now() - since;
      },
      (silenceMs) => silenceMs > 1_000,
      PATIENCE_MS,
    );
  };

  const drift = (key: ClusterKey): Promise<unknown> =>
    bench.patch(CNPG_CLUSTER, key, { spec: { enableSuperuserAccess: true } });

  const isDrifted = async (key: ClusterKey): Promise<boolean> =>
    raw(await bench.get(CNPG_CLUSTER, key)).spec.enableSuperuserAccess;

  it(
    'created at once all reach Running, and no object is written twice with the same content',
    async () => {
      const startedMs = performance.now();
      await Promise.all(keys.map((key) => bench.create(key)));
      await eventually(
        all,
        (items) => items.length === CLUSTERS && items.every((item) => isAt(item, 'Running')),
        PATIENCE_MS,
      );
      const tookMs = Math.round(performance.now() - startedMs);
      expect(audit.repeated()).toEqual([]);
      const asked = avoidable();
      const perCluster = asked.length / CLUSTERS;
      process.stdout.write(
        `${CLUSTERS} clusters Running in ${tookMs} ms, ${perCluster.toFixed(2)} requests each: ${summarize(asked).join(', ')}\n`,
      );
      expect(perCluster).toBeLessThanOrEqual(MOST_REQUESTS_PER_CLUSTER);
    },
    PATIENCE_MS,
  );

  it(
    'cost no request for two resync periods while nothing changes, but watches and the Lease',
    async () => {
      await quiet();
      counter.reset();
      // The one real wait of this suite: that nothing happens in this time is what is measured.
      await new Promise((resolve) => setTimeout(resolve, 2 * RESYNC_MS));
      expect(summarize(avoidable())).toEqual([]);
      const renewals = counter.all.filter(({ resource }) => resource === 'leases.coordination.k8s.io');
      expect(renewals.length).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );

  (canInjectFaults() ? describe : describe.skip)('whose events are withheld', () => {
    it('are looked at again all the same: a change whose event was withheld is mended by the next resync', async () => {
      const hidden = keys[0]!;
      let withheld = 0;
      const resume = faultsOf(bench.cluster).withholdEvents(({ current }) => {
        const isHidden = current.object.kind === CNPG_CLUSTER.kind && current.name === hidden.name;
        if (isHidden) withheld++;
        return isHidden;
      });
      await drift(hidden);
      // Every stream has passed it by: held back any longer, it would be missed by the next one too.
      expect(withheld).toBeGreaterThan(0);
      resume();
      expect(
        await eventually(
          () => isDrifted(hidden),
          (drifted) => !drifted,
          MENDED_WITHIN_MS,
        ),
      ).toBe(false);
    });
  });
});
