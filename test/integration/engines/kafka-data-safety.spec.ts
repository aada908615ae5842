import { KAFKA, NODE_POOL } from '../../../src/providers/kafka/upstream.js';
import { poolName } from '../../../src/providers/kafka/names.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { PATIENCE_MS } from '../operations/operation-bench.js';
import { eventually } from '../../harness/eventually.js';
import { uidsOf } from '../operations/operation-bench.js';
import { KafkaBench } from './kafka-bench.js';

describe('the data of a Kafka', () => {
  let bench: KafkaBench;

  beforeAll(async () => {
    bench = await KafkaBench.start();
  }, PATIENCE_MS);
  afterAll(() => bench.stop());

  it(
    'is found again when somebody deletes Kafka, and its loss was accepted',
    async () => {
      const cluster = await bench.born('headless');
      const before = await bench.world(cluster);
      await bench.bench.client.delete(KAFKA, cluster.key);
      const lost = await bench.bench.until(cluster.key, ({ status }) => status?.phase === 'Failed', PATIENCE_MS);
      expect(lost.status?.message).toContain('has vanished');
      const accepting = { metadata: { annotations: { 'dbaas.io/recreate-empty': '1' } } };
      await bench.bench.patch(DATABASE_CLUSTER, cluster.key, accepting);
      await bench.bench.running(cluster.key, PATIENCE_MS);
      const after = await bench.world(cluster);
      expect(after.kafka.status.clusterId).toBe(before.kafka.status.clusterId);
      expect(uidsOf(after.claims)).toEqual(uidsOf(before.claims));
    },
    PATIENCE_MS * 2,
  );

  it.each(['broker', 'controller'] as const)(
    'stays on its volumes when somebody deletes the pool of %ss',
    async (role) => {
      const cluster = await bench.born(`without-${role}s`);
      const before = await bench.world(cluster);
      const name = poolName(cluster.key.name, role);
      await bench.bench.client.delete(NODE_POOL, { namespace: cluster.key.namespace, name });
      const isNew = (uid: string | undefined): boolean => uid !== undefined && uid !== before.pools[role].metadata.uid;
      const poolUid = async (): Promise<string | undefined> =>
        (await bench.bench.find(NODE_POOL, { namespace: cluster.key.namespace, name }))?.metadata.uid;
      await eventually(poolUid, isNew, PATIENCE_MS);
      const hasNewNodes = async (): Promise<boolean> => {
        const pods = await bench.pods(cluster);
        return Object.entries(before.pods).every(
          ([member, { metadata }]) => !member.startsWith(role) || isNewPod(pods[member], metadata.uid),
        );
      };
      await eventually(hasNewNodes, Boolean, PATIENCE_MS);
      await bench.bench.running(cluster.key, PATIENCE_MS);
      const after = await bench.world(cluster);
      expect(after.pools[role].spec.replicas).toBe(3);
      expect(uidsOf(after.claims)).toEqual(uidsOf(before.claims));
    },
    PATIENCE_MS * 2,
  );

  it(
    'keeps one controller where it was born with one, whatever it has grown to',
    async () => {
      const cluster = await bench.born('small', { clusterSize: 1 });
      const grown = await cluster.run({ type: 'HorizontalScaling', horizontalScaling: { replicas: 3 } });
      expect(grown.status?.phase).toBe('Succeeded');
      const { pods, database, kafka } = await bench.world(cluster);
      expect(Object.keys(pods)).toEqual(['broker-0', 'broker-1', 'broker-2', 'controller-100']);
      expect(kafka.spec.kafka.config['min.insync.replicas']).toBe('1');
      expect(database.status?.warnings).toEqual([expect.stringContaining('born with 1 broker')]);
      const back = await cluster.post({ type: 'HorizontalScaling', horizontalScaling: { replicas: 1 } });
      expect(back.status).toBe(422);
      expect(JSON.stringify(back.body)).toContain('must be 3 or more');
    },
    PATIENCE_MS * 2,
  );
});

const isNewPod = (pod: { metadata: { uid: string } } | undefined, before: string): boolean =>
  pod !== undefined && pod.metadata.uid !== before;
