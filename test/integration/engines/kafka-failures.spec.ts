import { isTerminal } from '../../../src/operations/index.js';
import type { DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import type { OpsRequest } from '../../../src/resources/ops-request/index.js';
import { each, PATIENCE_MS, type Ask, type OperatedCluster } from '../operations/operation-bench.js';
import { KafkaBench, podOf, type KafkaWorld } from './kafka-bench.js';

const WEEK_SECONDS = 604_800;
/** Seconds of the application, of which twenty pass in one: what stands in the way is met long before. */
const LIMIT_SECONDS = 400;

/** What stands in the way of one operation, on three brokers of 4.2.1. */
interface Obstacle {
  readonly type: Ask['type'];
  readonly fault: string;
  readonly born?: Partial<DatabaseClusterSpec>;
  readonly asks: (name: string) => Omit<Ask, 'type'>;
  /** The operation, while it waits: in its message or in that of a step. */
  readonly says: RegExp;
  readonly reason?: string;
  /** The fault keeps the way back from its end, too: it goes once that has begun. */
  readonly blocksWayBack?: boolean;
  /** What was changed remains, for there is no way back. */
  readonly stays?: boolean;
}

const RESOURCES = { resources: { cpu: '1', memory: '2Gi' } };
const rebuild: Obstacle['asks'] = (name) => ({ rebuildInstance: { member: podOf(name, 'broker', 1) } });

const OBSTACLES: readonly Obstacle[] = [
  {
    type: 'Restart',
    fault: 'crash-on-start:broker-1',
    asks: () => ({}),
    says: /CrashLoopBackOff|FatalProblem/,
    blocksWayBack: true,
  },
  { type: 'Restart', fault: 'under-replicated', asks: () => ({}), says: /UnforceableProblem/ },
  {
    type: 'Upgrade',
    fault: 'image-pull:4.3.1',
    asks: () => ({ upgrade: { version: '4.3.1' } }),
    says: /ImagePullBackOff/,
  },
  {
    type: 'VerticalScaling',
    fault: 'unschedulable',
    born: RESOURCES,
    asks: () => ({ verticalScaling: { resources: { cpu: '64' } } }),
    says: /cannot be scheduled/,
    blocksWayBack: true,
  },
  {
    type: 'Reconfiguring',
    fault: 'under-replicated',
    asks: () => ({ reconfiguring: { set: [{ name: 'num.partitions', value: '3' }] } }),
    says: /UnforceableProblem/,
  },
  {
    type: 'HorizontalScaling',
    fault: 'unschedulable',
    asks: () => ({ horizontalScaling: { replicas: 4 } }),
    says: /cannot be scheduled/,
  },
  {
    type: 'HorizontalScaling',
    fault: 'rebalance',
    born: { clusterSize: 4 },
    asks: () => ({ horizontalScaling: { replicas: 3 } }),
    says: /still hold partitions/,
  },
  {
    type: 'HorizontalScaling',
    fault: 'stuck-rebalance',
    asks: () => ({ horizontalScaling: { replicas: 4 } }),
    says: /Partitions move to the new brokers/,
  },
  {
    type: 'VolumeExpansion',
    fault: 'pvc-resize',
    asks: () => ({ volumeExpansion: { size: '2Gi' } }),
    says: /grows to 2Gi, but its storage driver reports ControllerResizeError/,
    stays: true,
  },
  {
    type: 'Expose',
    fault: 'load-balancer',
    asks: () => ({ expose: { type: 'LoadBalancer' } }),
    says: /load balancer of listener ext/,
  },
  { type: 'RebuildInstance', fault: 'never-ready:broker-1', asks: rebuild, says: /StrimziTimeoutException/ },
  { type: 'RebuildInstance', fault: 'stuck-termination:broker-1', asks: rebuild, says: /is going/ },
  {
    type: 'Custom',
    fault: 'rebalance',
    asks: () => ({ custom: { name: 'rebalance' } }),
    says: /Cruise Control cannot do it/,
    reason: 'UpstreamFailed',
  },
];

interface End {
  readonly cluster: OperatedCluster;
  readonly before: KafkaWorld;
  /** Everything that it told of what it waited for. */
  readonly told: string;
  readonly operation: OpsRequest;
  readonly after: KafkaWorld;
}

let bench: KafkaBench;
const ends = new Map<Obstacle, PromiseSettledResult<End>>();

beforeAll(async () => {
  bench = await KafkaBench.start();
  const settled = await Promise.allSettled(OBSTACLES.map(meet));
  OBSTACLES.forEach((obstacle, index) => ends.set(obstacle, settled[index]!));
}, 3 * PATIENCE_MS);

afterAll(() => bench.stop());

const toldBy = ({ status }: OpsRequest): string =>
  [
    status?.message,
    ...(status?.steps ?? []).map(({ message }) => message),
    ...(status?.log ?? []).map(({ message }) => message),
  ].join('\n');

async function meet(obstacle: Obstacle, index: number): Promise<End> {
  const cluster = await bench.born(`log${index}`, obstacle.born);
  const before = await bench.world(cluster);
  await bench.order(cluster, obstacle.fault);
  const ask = { type: obstacle.type, ...obstacle.asks(cluster.key.name) };
  const limits = { timeoutSeconds: LIMIT_SECONDS, queueTimeoutSeconds: WEEK_SECONDS };
  const asked = await cluster.ask({ ...ask, ...limits });
  if (obstacle.blocksWayBack) {
    await cluster.until(asked, (seen) => isTerminal(seen) || seen.status?.reason === 'RollingBack');
    await bench.order(cluster, '');
  }
  const operation = await cluster.ended(asked);
  return { cluster, before, told: toldBy(operation), operation, after: await bench.world(cluster) };
}

/** @throws whatever stood in its way */
function endOf(obstacle: Obstacle): End {
  const end = ends.get(obstacle)!;
  if (end.status === 'rejected') throw end.reason;
  return end.value;
}

const containers = ({ pods }: KafkaWorld): unknown =>
  each(pods, ({ spec }) => [spec.containers[0].image, spec.containers[0].resources]);

describe.each(OBSTACLES)('$type with $fault', (obstacle) => {
  it('fails, and tells what stood in its way', () => {
    const { operation, told } = endOf(obstacle);
    expect(operation.status).toMatchObject({ phase: 'Failed', reason: obstacle.reason ?? 'Timeout' });
    expect(told).toMatch(obstacle.says);
    expect(operation.status?.steps?.filter(({ state }) => state === 'Running' || state === 'Pending')).toEqual([]);
  });

  it('puts back what it had set, where there is a way back', () => {
    const { before, after } = endOf(obstacle);
    const isAsBefore = JSON.stringify(after.database.spec) === JSON.stringify(before.database.spec);
    expect(isAsBefore).toBe(obstacle.stays !== true);
  });

  it(
    'leaves a database that is whole once nothing is wrong any more',
    async () => {
      const { cluster, before } = endOf(obstacle);
      await bench.order(cluster, '');
      await bench.bench.running(cluster.key, PATIENCE_MS);
      expect(containers(await bench.world(cluster))).toEqual(containers(before));
    },
    PATIENCE_MS,
  );
});
