import { isTerminal } from '../../../src/operations/index.js';
import type { DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import type { OpsRequest } from '../../../src/resources/ops-request/index.js';
import { uidsOf, type Ask, type OperatedCluster } from '../operations/operation-bench.js';
import { PerconaDatabases, type PerconaKind, type PerconaWorld } from './percona-databases.js';

/** What one operation is to bring about, and nothing else. */
export interface Success {
  readonly does: string;
  readonly born?: Partial<DatabaseClusterSpec>;
  readonly asks: (name: string) => Ask;
  /** Members that get a new pod. */
  readonly restarts?: readonly string[];
  /** Members that get new volumes. */
  readonly copies?: readonly string[];
  readonly joins?: readonly string[];
  readonly leaves?: readonly string[];
  readonly disruption: string;
  readonly shows: (world: PerconaWorld) => unknown;
  readonly shown: unknown;
}

/** What stands in the way of one operation, and how it ends: with the way it has come gone back. */
export interface Failure {
  readonly does: string;
  /** For people: what stands in the way. */
  readonly given: string;
  /** What the stand-in is told to do; absent where what is asked for is fault enough. */
  readonly fault?: string;
  readonly asks: (name: string) => Ask;
  /** The fault stays: what it kept from happening would happen late otherwise. */
  readonly lasts?: boolean;
  readonly says: RegExp;
  /** Of the world after the way back: what it was before. */
  readonly shows: (world: PerconaWorld) => unknown;
}

export interface Run {
  readonly operation: OpsRequest;
  readonly before: PerconaWorld;
  readonly after: PerconaWorld;
}

/** Objects that are new under a name that was there, that came, and that went. */
export function changes(
  before: PerconaWorld['pods'],
  after: PerconaWorld['pods'],
): Record<'replaced' | 'came' | 'went', string[]> {
  const [then, now] = [uidsOf(before), uidsOf(after)];
  return {
    replaced: Object.keys(now).filter((name) => then[name] !== undefined && then[name] !== now[name]),
    came: Object.keys(now).filter((name) => then[name] === undefined),
    went: Object.keys(then).filter((name) => now[name] === undefined),
  };
}

/** Operations that are carried out all at once, each on a database of its own: nothing of one is anything to another. */
export class OperationRuns {
  private readonly runs = new Map<Success | Failure, PromiseSettledResult<Run>>();

  private constructor(private readonly bench: PerconaDatabases) {}

  static async start(kind: PerconaKind, cases: readonly (Success | Failure)[]): Promise<OperationRuns> {
    const bench = await PerconaDatabases.start(kind);
    const runs = new OperationRuns(bench);
    const settled = await Promise.allSettled(cases.map((each, index) => carryOut(bench, each, `db${index}`)));
    cases.forEach((each, index) => runs.runs.set(each, settled[index]!));
    return runs;
  }

  stop(): Promise<void> {
    return this.bench.stop();
  }

  /** @throws whatever stood in its way */
  runOf(one: Success | Failure): Run {
    const run = this.runs.get(one)!;
    if (run.status === 'rejected') throw run.reason;
    return run.value;
  }
}

async function carryOut(bench: PerconaDatabases, one: Success | Failure, name: string): Promise<Run> {
  const cluster = await bench.born(name, 'born' in one ? one.born : undefined);
  const before = await bench.world(cluster);
  const operation = 'given' in one ? await runInto(bench, cluster, one) : await cluster.run(one.asks(name));
  return { operation, before, after: await bench.world(cluster) };
}

/** Seconds of the application, of which twenty pass in one: what stands in the way is met long before. */
const LIMIT_SECONDS = 400;

/** The fault is there from before; as a rule it goes when the operation has given up. */
async function runInto(
  bench: PerconaDatabases,
  cluster: OperatedCluster,
  { fault, asks, lasts = false }: Failure,
): Promise<OpsRequest> {
  if (fault !== undefined) await bench.order(cluster, fault);
  const operation = await cluster.ask({ ...asks(cluster.key.name), timeoutSeconds: LIMIT_SECONDS });
  await cluster.until(operation, (seen) => isTerminal(seen) || seen.status?.reason === 'RollingBack');
  if (!lasts) await bench.order(cluster, '');
  const ended = await cluster.ended(operation);
  await bench.running(cluster);
  return ended;
}
