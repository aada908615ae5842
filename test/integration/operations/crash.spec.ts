import { isTerminal } from '../../../src/operations/index.js';
import { OPS_REQUEST, type OpsRequest } from '../../../src/resources/ops-request/index.js';
import { eventually } from '../../harness/eventually.js';
import { History } from '../clusters/history.js';
import { LoopProcess } from '../clusters/loop-process.js';
import { Effects, effectsWanted, EFFECT_KINDS } from './effects.js';
import { OperationBench, PATIENCE_MS, type OperatedCluster } from './operation-bench.js';
import { SUCCESSES, type Success } from './successes.js';

/** One of each way to act: by the specification, by a note, by the status of the operator's Cluster, by deletions. */
const AFTER_EACH_WRITE = [
  'HorizontalScaling to more members',
  'VerticalScaling',
  'VolumeExpansion',
  'Upgrade to another major',
  'Restart of all members',
  'Restart of a replica and the primary by name',
  'Switchover to a member that is named',
  'RebuildInstance',
  'Stop',
  'Custom fence',
];
const WITH_SOME_MEMORY = ['Restart of a replica and the primary by name', 'RebuildInstance'];
/** More would be a loop that never gets on. */
const MAX_LIVES = 100;

interface Crash {
  readonly does: string;
  /** After so many writes each process dies: after each, nothing but the objects knows where it was. */
  readonly writes: number;
  readonly success: Success;
}

const crashesOf = (names: readonly string[], writes: number): Crash[] =>
  SUCCESSES.filter(({ does }) => names.includes(does)).map((success) => ({ does: success.does, writes, success }));

const CRASHES: readonly Crash[] = [...crashesOf(AFTER_EACH_WRITE, 1), ...crashesOf(WITH_SOME_MEMORY, 3)];

let bench: OperationBench;
let history: History;
const clusters = new Map<Crash, OperatedCluster>();

beforeAll(async () => {
  bench = await OperationBench.start();
  await Promise.all(
    CRASHES.map(async (crash, index) => {
      clusters.set(crash, await bench.born(`db${index}`, crash.success.born));
    }),
  );
  await bench.bench.stopApplication();
  history = await History.follow(bench.bench.client, EFFECT_KINDS, bench.namespace);
}, 2 * PATIENCE_MS);

afterAll(async () => {
  await history.stop();
  await bench.stop();
});

/** As kubectl does. */
function create({ key }: OperatedCluster, success: Success): Promise<OpsRequest> {
  const spec = { clusterRef: { name: key.name }, ...success.asks(bench.cluster(key.name)) };
  const metadata = { name: `${key.name}-op`, namespace: key.namespace };
  return bench.bench.client.create(OPS_REQUEST, {
    apiVersion: 'dbaas.io/v1alpha1',
    kind: 'OpsRequest',
    metadata,
    spec,
  });
}

const read = ({ metadata: { namespace, name } }: OpsRequest): Promise<OpsRequest> =>
  bench.bench.get<OpsRequest>(OPS_REQUEST, { namespace, name });

/** Lets one process after the other die until the operation has ended; resolves with how many there were. */
async function liveAndDie(operation: OpsRequest, writes: number): Promise<number> {
  for (let lives = 1; lives <= MAX_LIVES; lives += 1) {
    const process = await LoopProcess.start(bench.bench.cluster, writes, bench.clock);
    const isOver = async (): Promise<boolean> => process.isDead || isTerminal(await read(operation));
    await eventually(isOver, Boolean, PATIENCE_MS);
    await process.bury();
    if (isTerminal(await read(operation))) return lives;
  }
  throw new Error(`${operation.spec.type} had not ended after ${MAX_LIVES} lives`);
}

it.each(CRASHES)(
  '$does happens once though each process dies after $writes writes',
  async (crash) => {
    const { success, writes } = crash;
    const cluster = clusters.get(crash)!;
    const before = await cluster.world();
    const operation = await create(cluster, success);
    // Fewer would mean that the process never was where it should have died.
    expect(await liveAndDie(operation, writes)).toBeGreaterThan(2);
    const after = await cluster.world();
    await history.caughtUp();
    const { status } = await read(operation);
    expect(status).toMatchObject({ phase: 'Succeeded', reason: 'Observed' });
    expect(status?.message).toMatch(success.says);
    expect(success.shows(after)).toEqual(success.shown);
    const { spec = (same) => same } = success;
    expect(after.database.spec).toEqual(spec(before.database.spec));
    expect(after.database.metadata.generation! - before.database.metadata.generation!).toBe(success.spec ? 1 : 0);
    expect(new Effects(history, cluster, before).summary()).toEqual(effectsWanted(success));
  },
  2 * PATIENCE_MS,
);
