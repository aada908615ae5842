import { POD } from '../../../src/kube/meta/index.js';
import type { ClusterPhase, DatabaseClusterStatus } from '../../../src/resources/database-cluster/index.js';
import type { ClusterBench, ClusterKey } from '../../integration/clusters/bench.js';
import { spareMember } from './asks.js';
import { offered, PATIENCE_MS, runningOf, startBench } from './engine-bench.js';
import { ENGINES, type EngineUnderTest } from './engine-under-test.js';

/** What befalls the pod of a member that comes back; every stand-in knows how to bring it about. */
interface Loss {
  readonly because: string;
  readonly order: (member: string) => string;
  /** By Kubernetes, or by an operator that has looked at it. */
  readonly says: RegExp;
  /** Absent: Degraded. Who is merely not ready yet may be on its way. */
  readonly phases?: readonly ClusterPhase[];
}

const LOSSES: readonly Loss[] = [
  {
    because: 'it crashes when it starts',
    order: (member) => `crash-on-start:${member}`,
    says: /CrashLoopBackOff|back-off|restarting|FatalProblem/i,
  },
  { because: 'no node takes its pod', order: () => 'unschedulable', says: /schedule|nodes are available/i },
  {
    because: 'its image cannot be had',
    order: () => 'image-pull',
    says: /ImagePullBackOff|pulling image|FatalProblem/i,
  },
  {
    because: 'it runs and is not ready',
    order: (member) => `never-ready:${member}`,
    says: /\d of \d|ready|Timeout/i,
    phases: ['Degraded', 'Updating', 'Starting'],
  },
];

interface Outcome {
  readonly member: string;
  readonly lost: DatabaseClusterStatus;
  readonly whole: DatabaseClusterStatus;
}

let bench: ClusterBench;
const outcomes = new Map<EngineUnderTest, PromiseSettledResult<ReadonlyMap<Loss, Outcome>>>();

/** One database of each engine, which loses a member again and again; all engines at once. */
beforeAll(async () => {
  bench = await startBench();
  const settled = await Promise.allSettled(ENGINES.map(suffer));
  ENGINES.forEach((engine, index) => outcomes.set(engine, settled[index]!));
}, 4 * PATIENCE_MS);

afterAll(() => bench.stop());

async function suffer(engine: EngineUnderTest): Promise<ReadonlyMap<Loss, Outcome>> {
  await offered(bench, engine);
  const key = await runningOf(bench, engine);
  const found = new Map<Loss, Outcome>();
  for (const loss of LOSSES) found.set(loss, await lose(engine, key, loss));
  return found;
}

async function lose(
  { provider }: EngineUnderTest,
  key: ClusterKey,
  { order, says, phases = ['Degraded'] }: Loss,
): Promise<Outcome> {
  const before = await bench.running(key, PATIENCE_MS);
  const member = spareMember(before);
  const fail = (text: string) =>
    bench.patch(provider.upstream, key, { metadata: { annotations: { 'sandbox.dbaas.io/fail': text } } });
  await fail(order(member));
  await bench.client.delete(POD, { ...key, name: member });
  const { status: lost } = await bench.until(
    key,
    ({ status }) =>
      phases.includes(status?.phase ?? 'Running') &&
      status?.readyMembers === before.status!.readyMembers! - 1 &&
      says.test(status.message ?? ''),
    PATIENCE_MS,
  );
  await fail('');
  const { status: whole } = await bench.running(key, PATIENCE_MS);
  return { member, lost: lost!, whole: whole! };
}

describe.each(ENGINES)('a database of $name that loses a member', (engine) => {
  it.each(LOSSES)('because $because says so, and is whole again', (loss) => {
    const settled = outcomes.get(engine)!;
    if (settled.status === 'rejected') throw settled.reason;
    const { member, lost, whole } = settled.value.get(loss)!;
    expect(lost.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({ message: lost.message });
    expect(lost.members?.find(({ name }) => name === member)?.ready ?? false).toBe(false);
    expect(whole.readyMembers).toBe(engine.catalogue.spec.sizes.recommended);
  });
});
