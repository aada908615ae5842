import type { DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import { OPS_REQUEST, type OpsRequest } from '../../../src/resources/ops-request/index.js';
import { APPLICATION_USER } from '../../harness/application-identity.js';
import { History } from '../clusters/history.js';
import { RequestCounter } from '../clusters/request-counter.js';
import type { Raw } from '../clusters/bench.js';
import { OperationBench, PATIENCE_MS, uidsOf, type Ask, type OperatedCluster, type World } from './operation-bench.js';
import { Effects, effectsWanted, EFFECT_KINDS } from './effects.js';
import { phasesOf, logsOf } from './story.js';
import { SUCCESSES, type Success } from './successes.js';

/** One operation, what was said of it before and what stood before and after. */
interface Run {
  readonly cluster: OperatedCluster;
  readonly plan: Raw;
  readonly operation: OpsRequest;
  readonly before: World;
  readonly after: World;
  /** Once the loop has looked at the whole specification again. */
  readonly later: World;
}

let bench: OperationBench;
let history: History;
let requests: RequestCounter;
const runs = new Map<Success, PromiseSettledResult<Run>>();

/** All at once, each on a cluster of its own: nothing of one is anything to another. */
beforeAll(async () => {
  bench = await OperationBench.start();
  requests = new RequestCounter(bench.bench.cluster, APPLICATION_USER);
  history = await History.follow(bench.bench.client, [OPS_REQUEST, ...EFFECT_KINDS], bench.namespace);
  const settled = await Promise.allSettled(SUCCESSES.map(carryOut));
  SUCCESSES.forEach((success, index) => runs.set(success, settled[index]!));
  await history.caughtUp();
}, 2 * PATIENCE_MS);

afterAll(async () => {
  requests.stop();
  await history.stop();
  await bench.stop();
});

async function carryOut({ born, first, asks }: Success, index: number): Promise<Run> {
  const cluster = await bench.born(`db${index}`, born);
  if (first) await cluster.run(first(cluster));
  const before = await cluster.world();
  const plan = await cluster.plan(asks(cluster));
  const operation = await cluster.run(asks(cluster));
  const after = await cluster.world();
  await bench.bench.lookAgain(cluster.key);
  return { cluster, plan, operation, before, after, later: await cluster.world() };
}

/** @throws whatever stood in its way */
function runOf(success: Success): Run {
  const run = runs.get(success)!;
  if (run.status === 'rejected') throw run.reason;
  return run.value;
}

/** `pods 2`, in order: what the application itself has deleted of this cluster. */
function deletionsFor({ cluster }: Run): string[] {
  const prefix = `${cluster.key.name}-`;
  return requests.writes
    .filter(({ verb, name, status }) => verb === 'delete' && name.startsWith(prefix) && status < 300)
    .map(({ resource, name }) => `${resource} ${name.slice(prefix.length)}`);
}

const namesOf = (steps: readonly Raw[]): unknown[] =>
  steps.map(({ name, target }) => (target === undefined ? name : `${name} ${target}`));

/** But for the field by which the loop was made to look. */
const intentOf = ({ database }: World): DatabaseClusterSpec => ({ ...database.spec, allowUnsafeTopology: undefined });

describe.each(SUCCESSES)('$does', (success) => {
  it('ends with what was seen in the database, and says so', () => {
    const { operation, after } = runOf(success);
    expect(operation.status).toMatchObject({
      phase: 'Succeeded',
      reason: 'Observed',
      message: expect.stringMatching(success.says),
      requestedBy: { subject: 'system:admin', via: 'REST', verified: true },
    });
    expect(operation.status?.result).toEqual(success.result);
    expect(success.shows(after)).toEqual(success.shown);
  });

  it('changes its own fields and no other, in one write', () => {
    const { before, after, operation } = runOf(success);
    const { spec = (same: DatabaseClusterSpec): DatabaseClusterSpec => same } = success;
    expect(after.database.spec).toEqual(spec(before.database.spec));
    const writes = after.database.metadata.generation! - before.database.metadata.generation!;
    expect(writes).toBe(operation.status?.applied ? 1 : 0);
    expect(operation.status?.applied !== undefined).toBe(success.spec !== undefined);
  });

  it('happens once, to the members that it has to touch and nobody else', () => {
    const run = runOf(success);
    const { before, after, cluster } = run;
    expect(new Effects(history, cluster, before).summary()).toEqual(effectsWanted(success));
    const left = Object.keys(before.claims).filter((name) => !(name in after.claims));
    expect(left).toEqual((success.leaves ?? []).map(String));
    expect(deletionsFor(run)).toEqual(success.deletes ?? []);
  });

  it('does what its dry run said', () => {
    const { plan, operation, cluster } = runOf(success);
    const { previous = [], applied = [], steps, disruption } = operation.status!;
    const changes = applied.map(({ path, value }, at) => ({ path, previous: previous[at]?.value, applied: value }));
    expect(plan.changes).toEqual(JSON.parse(JSON.stringify(changes)));
    expect(namesOf(plan.steps)).toEqual(namesOf(steps!));
    expect([plan.disruption, disruption]).toEqual([success.disruption, success.disruption]);
    const { restarts = [], inPlace = [], copies = [] } = success;
    const members = [...restarts, ...inPlace, ...copies].sort().map((number) => cluster.member(number));
    expect([...plan.restarts].sort()).toEqual(members);
  });

  it('tells its story as it happens: steps that were seen to be done, a log that only grows', () => {
    const { operation } = runOf(success);
    const { steps = [], log = [], phase } = operation.status!;
    expect(steps.filter(({ state }) => state !== 'Done' && state !== 'Skipped')).toEqual([]);
    expect(phasesOf(history, operation).at(-1)).toBe(phase);
    expect(['Queued,Running,Succeeded', 'Running,Succeeded']).toContain(phasesOf(history, operation).join());
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    expect(log.map(({ time }) => time)).toEqual(log.map(({ time }) => time).sort());
    const codes = log.map(({ code }) => code).filter((code) => code !== 'Queued' && code !== 'Waiting');
    expect([codes[0], codes.at(-1)]).toEqual(['Started', 'Observed']);
    for (const told of logsOf(history, operation)) expect(log.slice(0, told.length)).toEqual(told);
  });

  it('lasts: the next reconcile puts nothing back', () => {
    const { after, later } = runOf(success);
    expect(intentOf(later)).toEqual(intentOf(after));
    expect(later.upstream.spec).toEqual(after.upstream.spec);
    expect([uidsOf(later.pods), uidsOf(later.claims)]).toEqual([uidsOf(after.pods), uidsOf(after.claims)]);
    expect(success.shows(later)).toEqual(success.shown);
  });
});

describe('one after the other', () => {
  const SEQUENCE: readonly { ask: Ask; becomes: Partial<DatabaseClusterSpec> }[] = [
    { ask: { type: 'HorizontalScaling', horizontalScaling: { replicas: 2 } }, becomes: { clusterSize: 2 } },
    {
      ask: { type: 'VerticalScaling', verticalScaling: { resources: { memory: '2Gi' } } },
      becomes: { resources: { memory: '2Gi' } },
    },
    { ask: { type: 'VolumeExpansion', volumeExpansion: { size: '2Gi' } }, becomes: { storage: { size: '2Gi' } } },
    {
      ask: { type: 'Reconfiguring', reconfiguring: { set: [{ name: 'work_mem', value: '8MB' }] } },
      becomes: { config: [{ name: 'work_mem', value: '8MB' }] },
    },
    { ask: { type: 'Upgrade', upgrade: { version: '17.7' } }, becomes: { version: '17.7' } },
    { ask: { type: 'Expose', expose: { type: 'NodePort' } }, becomes: { expose: { type: 'NodePort' } } },
    { ask: { type: 'Stop' }, becomes: { powerState: 'Stopped' } },
    { ask: { type: 'Start' }, becomes: { powerState: 'Running' } },
    { ask: { type: 'Switchover' }, becomes: {} },
  ];

  it(
    'they add up: what one has set, none of the later ones changes',
    async () => {
      const cluster = await bench.born('orders', { clusterSize: 1 });
      let expected = (await cluster.world()).database.spec;
      for (const { ask, becomes } of SEQUENCE) {
        expected = { ...expected, ...becomes };
        const { status } = await cluster.run(ask);
        expect([ask.type, status?.phase, status?.message]).toEqual([ask.type, 'Succeeded', expect.any(String)]);
        expect((await cluster.world()).database.spec).toEqual(expected);
      }
      const again = await cluster.run(SEQUENCE[0]!.ask);
      expect(again.status).toMatchObject({ phase: 'Succeeded', reason: 'NoChange' });
      expect(again.status?.message).toContain('It was so already.');
    },
    2 * PATIENCE_MS,
  );
});
