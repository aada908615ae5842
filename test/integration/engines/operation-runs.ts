import { isTerminal } from '../../../src/operations/index.js';
import type { DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import type { OpsRequest } from '../../../src/resources/ops-request/index.js';
import { PATIENCE_MS, uidsOf, type Ask, type OperatedCluster } from '../operations/operation-bench.js';
import type { EngineDatabases, OperatedWorld } from './engine-databases.js';

/** What one operation is to bring about, and nothing else. */
export interface Success<W extends OperatedWorld> {
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
  readonly shows: (world: W) => unknown;
  readonly shown: unknown;
}

/** What stands in the way of one operation, and how it ends: with the way it has come gone back. */
export interface Failure<W extends OperatedWorld> {
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
  readonly shows: (world: W) => unknown;
}

interface Run<W> {
  readonly operation: OpsRequest;
  readonly before: W;
  readonly after: W;
}

export const all = <T>(names: readonly string[], value: T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, value]));

/** Operations that are carried out all at once, each on a database of its own: nothing of one is anything to another. */
export class OperationRuns<W extends OperatedWorld> {
  private readonly runs = new Map<Success<W> | Failure<W>, PromiseSettledResult<Run<W>>>();
  private databases: EngineDatabases<W> | undefined;

  constructor(
    private readonly start: () => Promise<EngineDatabases<W>>,
    private readonly cases: readonly (Success<W> | Failure<W>)[],
  ) {
    beforeAll(() => this.carryOutAll(), 3 * PATIENCE_MS);
    afterAll(() => this.databases?.stop());
  }

  /** @throws whatever stood in its way */
  of(one: Success<W> | Failure<W>): Run<W> {
    const run = this.runs.get(one)!;
    if (run.status === 'rejected') throw run.reason;
    return run.value;
  }

  private async carryOutAll(): Promise<void> {
    const databases = await this.start();
    this.databases = databases;
    const settled = await Promise.allSettled(this.cases.map((one, index) => carryOut(databases, one, `db${index}`)));
    this.cases.forEach((one, index) => this.runs.set(one, settled[index]!));
  }
}

/** It ends with what was seen in the database, and says so. */
export function expectSeen<W extends OperatedWorld>({ operation, after }: Run<W>, success: Success<W>): void {
  expect(operation.status).toMatchObject({ phase: 'Succeeded', reason: 'Observed', disruption: success.disruption });
  expect(success.shows(after)).toEqual(success.shown);
}

/** It touches the members that it has to touch, and nobody else. */
export function expectTouched<W extends OperatedWorld>({ before, after }: Run<W>, success: Success<W>): void {
  const { restarts = [], copies = [], joins = [], leaves = [] } = success;
  expect(changes(before.pods, after.pods)).toEqual({ replaced: restarts, came: joins, went: leaves });
  expect(changes(before.claims, after.claims).replaced).toEqual(copies);
}

/** It fails with the reason, and leaves the database as it was. */
export function expectGivenUp<W extends OperatedWorld>(
  { operation, before, after }: Run<W>,
  failure: Failure<W>,
): void {
  expect(operation.status?.phase).toBe('Failed');
  expect(JSON.stringify(operation.status)).toMatch(failure.says);
  expect(failure.shows(after)).toEqual(failure.shows(before));
  expect(after.database.status?.phase).toBe('Running');
}

/** Objects that are new under a name that was there, that came, and that went. */
function changes(
  before: OperatedWorld['pods'],
  after: OperatedWorld['pods'],
): Record<'replaced' | 'came' | 'went', string[]> {
  const [then, now] = [uidsOf(before), uidsOf(after)];
  return {
    replaced: Object.keys(now).filter((name) => then[name] !== undefined && then[name] !== now[name]),
    came: Object.keys(now).filter((name) => then[name] === undefined),
    went: Object.keys(then).filter((name) => now[name] === undefined),
  };
}

async function carryOut<W extends OperatedWorld>(
  databases: EngineDatabases<W>,
  one: Success<W> | Failure<W>,
  name: string,
): Promise<Run<W>> {
  const cluster = await databases.born(name, 'born' in one ? one.born : undefined);
  const before = await databases.world(cluster);
  const operation = 'given' in one ? await runInto(databases, cluster, one) : await cluster.run(one.asks(name));
  return { operation, before, after: await databases.world(cluster) };
}

/** Seconds of the application, of which twenty pass in one: what stands in the way is met long before. */
const LIMIT_SECONDS = 400;

/** The fault is there from before; as a rule it goes when the operation has given up. */
async function runInto<W extends OperatedWorld>(
  databases: EngineDatabases<W>,
  cluster: OperatedCluster,
  { fault, asks, lasts = false }: Failure<W>,
): Promise<OpsRequest> {
  if (fault !== undefined) await databases.order(cluster, fault);
  const operation = await cluster.ask({ ...asks(cluster.key.name), timeoutSeconds: LIMIT_SECONDS });
  await cluster.until(operation, (seen) => isTerminal(seen) || seen.status?.reason === 'RollingBack');
  if (!lasts) await databases.order(cluster, '');
  const ended = await cluster.ended(operation);
  await databases.running(cluster);
  return ended;
}
