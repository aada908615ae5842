import { conditionOf } from '../../../src/reconcilers/ops-request/status/conditions.js';
import { isTerminal } from '../../../src/operations/index.js';
import type { OpsRequest, OpsRequestStatus } from '../../../src/resources/ops-request/index.js';
import type { Raw } from '../clusters/bench.js';
import { FINAL, LASTING, type Obstacle } from './obstacles.js';
import { each, OperationBench, PATIENCE_MS, type Ask, type OperatedCluster, type World } from './operation-bench.js';

const HOUR_SECONDS = 3_600;
/** The clock of the application jumps, and that of the server does not. */
const WEEK_SECONDS = 604_800;

/** An operation that has met its obstacle, or has ended because of it. */
interface Encounter {
  readonly obstacle: Obstacle;
  readonly cluster: OperatedCluster;
  readonly before: World;
  readonly operation: OpsRequest;
}

interface End extends Encounter {
  readonly status: OpsRequestStatus;
  readonly after: World;
}

let bench: OperationBench;
let count = 0;

beforeAll(async () => {
  bench = await OperationBench.start();
});

afterAll(() => bench.stop());

/** Whole, before anything is wrong. */
async function arrive({ first }: Obstacle): Promise<OperatedCluster> {
  const cluster = await bench.born(`db${(count += 1)}`);
  if (first) await cluster.run(first(cluster));
  return cluster;
}

/** Resolves when the message tells the cause. */
async function meet(obstacle: Obstacle, cluster: OperatedCluster, limits: Partial<Ask> = {}): Promise<Encounter> {
  const before = await cluster.world();
  await cluster.order(obstacle.fault(cluster));
  const ask = { ...obstacle.asks(cluster), queueTimeoutSeconds: WEEK_SECONDS, ...limits };
  const asked = await cluster.ask(ask);
  const operation = await cluster.until(asked, (seen) => isTerminal(seen) || isTold(obstacle, seen));
  return { obstacle, cluster, before, operation };
}

/** Where there is no way back, that is known by then, too. */
const isTold = ({ says, stays = false }: Obstacle, { status }: OpsRequest): boolean =>
  status?.phase === 'Running' && says.test(status.message ?? '') && status.cancellable === !stays;

/** Where the fault is in the way of the way back, too, it goes once that has begun. */
async function end({ obstacle, cluster, before, operation }: Encounter): Promise<End> {
  if (obstacle.blocksWayBack) {
    await cluster.until(operation, (seen) => isTerminal(seen) || seen.status?.reason === 'RollingBack');
    await cluster.order('');
  }
  const ended = await cluster.ended(operation);
  return { obstacle, cluster, before, operation, status: ended.status!, after: await cluster.world() };
}

/** Every encounter is one test's, and all of them take place at once. */
function atOnce(
  obstacles: readonly Obstacle[],
  work: () => Promise<readonly PromiseSettledResult<End>[]>,
): (obstacle: Obstacle) => End {
  let ends: readonly PromiseSettledResult<End>[] = [];
  beforeAll(async () => {
    ends = await work();
  }, 3 * PATIENCE_MS);
  return (obstacle) => {
    const found = ends[obstacles.indexOf(obstacle)]!;
    if (found.status === 'rejected') throw found.reason;
    return found.value;
  };
}

const members = ({ pods }: World): unknown =>
  each(pods, ({ spec: { containers } }: Raw) => [containers[0].image, containers[0].resources]);

/** Nothing is left half told, and the specification is what the end says that it is. */
function expectHonestEnd({ obstacle, before, after, status }: End): void {
  const applied = status.applied ?? [];
  expect(status.message).toMatch(obstacle.aftermath ?? '');
  expect(conditionOf(status, 'Complete')).toMatchObject({ status: 'False', reason: status.reason });
  expect(conditionOf(status, 'RolledBack')?.status).toBe(obstacle.stays ? undefined : 'True');
  expect(status.steps!.filter(({ state }) => state === 'Running' || state === 'Pending')).toEqual([]);
  expect(status.log!.at(-1)).toMatchObject({ code: status.reason, message: status.message });
  expect(status.cancellable).toBe(false);
  const stays = obstacle.stays === true && applied.length > 0;
  expect(JSON.stringify(after.database.spec) !== JSON.stringify(before.database.spec)).toBe(stays);
}

/** Once nothing is wrong any more, what was there before is there again. */
async function expectAsBefore({ cluster, before }: End): Promise<void> {
  await cluster.order('');
  const { phase } = before.database.status!;
  await bench.bench.until(cluster.key, ({ status }) => status?.phase === phase, PATIENCE_MS);
  expect(members(await cluster.world())).toEqual(members(before));
}

const named = (obstacles: readonly Obstacle[]): { type: string; fault: string; obstacle: Obstacle }[] =>
  obstacles.map((obstacle) => ({ type: obstacle.type, fault: faultOf(obstacle), obstacle }));

const faultOf = ({ fault }: Obstacle): string => fault({ member: String } as unknown as OperatedCluster);

const REVERTIBLE = LASTING.filter(({ stays }) => !stays);
const IRREVERSIBLE = LASTING.filter(({ stays }) => stays);

describe('what cannot be done any more fails at once', () => {
  const endOf = atOnce(FINAL, () =>
    Promise.allSettled(FINAL.map(async (obstacle) => end(await meet(obstacle, await arrive(obstacle))))),
  );

  it.each(named(FINAL))('$type with $fault', ({ obstacle }) => {
    const found = endOf(obstacle);
    expect(found.status).toMatchObject({ phase: 'Failed', reason: 'UpstreamFailed' });
    expect(found.status.message).toMatch(obstacle.says);
    expect(found.status.steps!.map(({ state }) => state)).toContain('Failed');
    expectHonestEnd(found);
  });

  it.each(named(FINAL.filter(({ stays }) => !stays)))(
    '$type with $fault leaves the database as it was',
    async ({ obstacle }) => {
      await expectAsBefore(endOf(obstacle));
    },
    2 * PATIENCE_MS,
  );

  it.each(named(FINAL.filter(({ stays }) => stays)))(
    '$type with $fault can be asked for again',
    async ({ obstacle }) => {
      const { cluster } = endOf(obstacle);
      await cluster.order('');
      expect((await cluster.run(obstacle.asks(cluster))).status).toMatchObject({ phase: 'Succeeded' });
    },
    2 * PATIENCE_MS,
  );
});

describe('a person calls off what does not get on', () => {
  const endOf = atOnce(REVERTIBLE, () =>
    Promise.allSettled(
      REVERTIBLE.map(async (obstacle) => {
        const encounter = await meet(obstacle, await arrive(obstacle));
        const { status } = await encounter.cluster.cancel(encounter.operation);
        if (status !== 202) throw new Error(`the cancellation was answered with ${status}`);
        return end(encounter);
      }),
    ),
  );

  it.each(named(REVERTIBLE))('$type with $fault', ({ obstacle }) => {
    const found = endOf(obstacle);
    expect(found.operation.status!.message).toMatch(obstacle.says);
    expect(found.status).toMatchObject({ phase: 'Cancelled', reason: 'UserCancelled' });
    expect(found.status.message).toMatch(/^It was called off\./);
    expectHonestEnd(found);
  });

  it.each(named(REVERTIBLE))(
    '$type with $fault leaves the database as it was',
    async ({ obstacle }) => {
      await expectAsBefore(endOf(obstacle));
    },
    2 * PATIENCE_MS,
  );

  it.each(named(IRREVERSIBLE))(
    '$type with $fault cannot be called off, and goes on',
    async ({ obstacle }) => {
      const { cluster, operation } = await meet(obstacle, await arrive(obstacle));
      const refused = await cluster.cancel(operation);
      expect([refused.status, refused.body.code]).toEqual([409, 'not_cancellable']);
      await cluster.order('');
      expect((await cluster.ended(operation)).status).toMatchObject({ phase: 'Succeeded', reason: 'Observed' });
    },
    2 * PATIENCE_MS,
  );
});

describe('time ends what does not get on', () => {
  const endOf = atOnce(LASTING, async () => {
    const clusters = await Promise.all(LASTING.map(arrive));
    const met = await Promise.allSettled(
      LASTING.map((obstacle, index) => meet(obstacle, clusters[index]!, { timeoutSeconds: HOUR_SECONDS })),
    );
    bench.clock.jump(HOUR_SECONDS * 1000);
    return Promise.allSettled(
      met.map(async (encounter) => {
        if (encounter.status === 'rejected') throw encounter.reason;
        return await end(encounter.value);
      }),
    );
  });

  it.each(named(LASTING))('$type with $fault', ({ obstacle }) => {
    const found = endOf(obstacle);
    expect(found.status).toMatchObject({ phase: 'Failed', reason: 'Timeout' });
    expect(found.status.message).toMatch(/^It was not done within 3600 s\. /);
    expect(found.status.message).toMatch(obstacle.says);
    expectHonestEnd(found);
  });
});

it(
  'standing still ends it before its time, with what it waited for',
  async () => {
    const obstacle = LASTING.find(({ type }) => type === 'Expose')!;
    const encounter = await meet(obstacle, await arrive(obstacle), { timeoutSeconds: 10 * HOUR_SECONDS });
    bench.clock.jump(HOUR_SECONDS * 1000);
    const { status } = await end(encounter);
    expect(status).toMatchObject({ phase: 'Failed', reason: 'Stalled' });
    expect(status.message).toMatch(/^Nothing has moved for 600 s\. /);
    expect(status.message).toMatch(obstacle.says);
  },
  2 * PATIENCE_MS,
);

it(
  'what stands against it before its turn ends the wait, and nothing has been changed',
  async () => {
    const cluster = await bench.born(`db${(count += 1)}`);
    const before = await cluster.world();
    await cluster.order(`never-ready:${cluster.member(2)}`);
    await bench.bench.until(cluster.key, ({ status }) => status?.phase !== 'Running');
    const upgrade = { type: 'Upgrade', upgrade: { version: '17.7' } } as const;
    const asked = await cluster.ask({ ...upgrade, queueTimeoutSeconds: WEEK_SECONDS });
    const queued = await cluster.until(asked, ({ status }) => status?.phase === 'Queued');
    expect(queued.status?.message).toMatch(/^It waits: The database is Degraded, and Upgrade needs it whole: .*-2/);
    bench.clock.jump(WEEK_SECONDS * 1000);
    const { status } = await cluster.ended(asked);
    expect(status).toMatchObject({ phase: 'Failed', reason: 'PreconditionsNotMet' });
    expect(status?.message).toMatch(/^Its turn did not come within 604800 s\. It waits: .*-2/);
    expect((await cluster.world()).database.spec).toEqual(before.database.spec);
  },
  2 * PATIENCE_MS,
);
