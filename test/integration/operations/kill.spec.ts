import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import type { LeaseTimes } from '../../../src/kube/leader-election/index.js';
import { NAMESPACE, PERSISTENT_VOLUME_CLAIM, POD, type ResourceType } from '../../../src/kube/meta/index.js';
import { isTerminal } from '../../../src/operations/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../../src/resources/database-cluster/index.js';
import { OPS_REQUEST, type OpsRequest, type OpsRequestSpec } from '../../../src/resources/ops-request/index.js';
import type { SandboxCluster } from '../../../src/sandbox/sandbox-cluster.js';
import { SandboxBuild } from '../../e2e/sandbox-process.js';
import { applicationConfig } from '../../harness/application-identity.js';
import { eventually } from '../../harness/eventually.js';
import { startTestCluster } from '../../harness/sandbox-app.js';
import { aCluster, isAt } from '../clusters/bench.js';
import { History } from '../clusters/history.js';
import { MemberProcess } from '../sharding/member-process.js';

const PATIENCE_MS = 120_000;
const NAMESPACE_NAME = 'team-a';
const LEASE_TIMES: LeaseTimes = { leaseDurationMs: 1_500, renewDeadlineMs: 1_000, retryPeriodMs: 100 };

/** Each on a database of its own; the pods and volumes of the members, by number, that become others, once. */
const OPERATIONS: readonly {
  name: string;
  asks: Omit<OpsRequestSpec, 'clusterRef'>;
  pods: number[];
  claims: number[];
}[] = [
  { name: 'restarted', asks: { type: 'Restart' }, pods: [1, 2], claims: [] },
  {
    name: 'rebuilt',
    asks: { type: 'RebuildInstance', rebuildInstance: { member: 'rebuilt-2' } },
    pods: [2],
    claims: [2],
  },
  { name: 'scaled', asks: { type: 'HorizontalScaling', horizontalScaling: { replicas: 3 } }, pods: [3], claims: [3] },
];

/** Where the process is killed: just begun, at work, and while the result is watched. */
const MOMENTS: readonly ((operation: OpsRequest) => boolean)[] = [
  ({ status }) => status?.startedAt !== undefined,
  ({ status }) => status?.steps?.some(({ state }) => state === 'Done') ?? false,
  ({ status }) => status?.reason === 'Settling',
];

let build: SandboxBuild;
let cluster: SandboxCluster;
let client: HttpKubeClient;
let member: MemberProcess;

beforeAll(async () => {
  build = await SandboxBuild.make();
  cluster = await startTestCluster();
  client = connect(cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
  await start();
}, PATIENCE_MS);

afterAll(async () => {
  await member.kill();
  await client.close();
  await cluster.stop();
  await build.remove();
}, PATIENCE_MS);

async function start(): Promise<void> {
  const kubeConfig = applicationConfig(cluster);
  member = await MemberProcess.start({ build: build.directory, kubeConfig, leaseTimes: LEASE_TIMES });
}

const keyOf = (name: string): { namespace: string; name: string } => ({ namespace: NAMESPACE_NAME, name });

async function born(name: string): Promise<void> {
  await client.create(DATABASE_CLUSTER, aCluster(keyOf(name), { spec: { clusterSize: 2 } }));
  const read = (): Promise<DatabaseCluster> => client.get<DatabaseCluster>(DATABASE_CLUSTER, keyOf(name));
  await eventually(read, (found) => isAt(found, 'Running'), PATIENCE_MS);
}

const operations = async (): Promise<OpsRequest[]> =>
  (await client.list<OpsRequest>(OPS_REQUEST, { namespace: NAMESPACE_NAME })).items;

function ask(name: string, asks: Omit<OpsRequestSpec, 'clusterRef'>): Promise<OpsRequest> {
  const spec = { clusterRef: { name }, ...asks };
  const metadata = keyOf(name);
  return client.create(OPS_REQUEST, { apiVersion: 'dbaas.io/v1alpha1', kind: 'OpsRequest', metadata, spec });
}

/** Of each name, how many objects there have been. */
function lives(history: History, type: ResourceType, name: string): Record<string, number> {
  const uids = new Map<string, Set<string>>();
  for (const { metadata } of history.states(type)) {
    if (!metadata.name.startsWith(`${name}-`)) continue;
    uids.set(metadata.name, (uids.get(metadata.name) ?? new Set()).add(metadata.uid!));
  }
  return Object.fromEntries([...uids].map(([object, found]) => [object, found.size]));
}

it(
  'operations whose process is killed, again and again, happen once',
  async () => {
    await client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE_NAME } });
    await Promise.all(OPERATIONS.map(({ name }) => born(name)));
    const history = await History.follow(client, [POD, PERSISTENT_VOLUME_CLAIM], NAMESPACE_NAME);
    await Promise.all(OPERATIONS.map(({ name, asks }) => ask(name, asks)));
    for (const moment of MOMENTS) {
      await eventually(operations, (all) => all.some(moment), PATIENCE_MS);
      await member.kill();
      await start();
    }
    const ended = await eventually(operations, (all) => all.every(isTerminal), PATIENCE_MS);
    expect(ended.map(({ status }) => status?.reason)).toEqual(OPERATIONS.map(() => 'Observed'));
    await history.caughtUp();
    for (const { name, pods, claims } of OPERATIONS) {
      const once = (changed: readonly number[]): Record<string, number> =>
        Object.fromEntries(membersOf(name).map((number) => [`${name}-${number}`, livesOf(number, changed)]));
      expect(lives(history, POD, name)).toEqual(once(pods));
      expect(lives(history, PERSISTENT_VOLUME_CLAIM, name)).toEqual(once(claims));
    }
    await history.stop();
  },
  2 * PATIENCE_MS,
);

const membersOf = (name: string): number[] => (name === 'scaled' ? [1, 2, 3] : [1, 2]);

/** A member that joins has its first life; one that changes, its second. */
const livesOf = (number: number, changed: readonly number[]): number =>
  changed.includes(number) && number < 3 ? 2 : 1;
