import { isDeepStrictEqual } from 'node:util';
import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import type { LeaseTimes } from '../../src/kube/leader-election/index.js';
import type { ShardStats } from '../../src/kube/sharding/index.js';
import type { SandboxCluster } from '../../src/sandbox/sandbox-cluster.js';
import { SandboxBuild } from '../e2e/sandbox-process.js';
import { applicationConfig, withReplicas } from '../harness/application-identity.js';
import { eventually } from '../harness/eventually.js';
import { productManifests } from '../harness/product-manifests.js';
import { startTestCluster } from '../harness/sandbox-app.js';

import { endStateOf } from './faults/end-state.js';
import { Story } from './faults/story.js';
import { MemberProcess } from './sharding/member-process.js';

const MEMBERS = 3;
const PATIENCE_MS = 120_000;
/** Operators are slower than the phase of a cluster says. */
const REST_MS = 20_000;
const LEASE_TIMES: LeaseTimes = { leaseDurationMs: 3_000, renewDeadlineMs: 2_000, retryPeriodMs: 200 };

describe('replicas as processes, killed while they are at work', () => {
  const members: MemberProcess[] = [];
  let build: SandboxBuild;
  let cluster: SandboxCluster;
  let client: HttpKubeClient;
  let joined = 0;

  beforeAll(async () => {
    build = await SandboxBuild.make();
    cluster = await startTestCluster({ manifests: withReplicas(await productManifests()) });
    client = connect(cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
    while (members.length < MEMBERS) await join();
    await allShare();
  }, PATIENCE_MS);

  afterAll(async () => {
    await Promise.all(members.map((member) => member.kill()));
    await client.close();
    await cluster.stop();
    await build.remove();
  }, PATIENCE_MS);

  async function join(): Promise<void> {
    const kubeConfig = applicationConfig(cluster, `member-${(joined += 1)}`);
    members.push(await MemberProcess.start({ build: build.directory, kubeConfig, leaseTimes: LEASE_TIMES }));
  }

  /** They know each other, and nobody has it all. */
  async function allShare(): Promise<void> {
    const parts = (): Promise<ShardStats[]> => Promise.all(members.map((member) => member.shards()));
    await eventually(parts, (shards) => shards.every(({ members: known }) => known === MEMBERS), PATIENCE_MS);
  }

  it(
    'come to the end at which they come undisturbed',
    async () => {
      await new Story(client, 'calm').tell();
      await new Story(client, 'stormy').tell(async () => {
        await members.shift()!.kill();
        await join();
      });
      await allShare();
      const expected = await endStateOf(client, 'calm');
      const isThere = (state: unknown): boolean => isDeepStrictEqual(state, expected);
      // What it stands at when patience ends tells more than that it ended.
      const state = await eventually(() => endStateOf(client, 'stormy'), isThere, REST_MS).catch(() =>
        endStateOf(client, 'stormy'),
      );
      expect(state).toEqual(expected);
      expect(Object.keys(expected)).toContain('DatabaseCluster/orders');
    },
    PATIENCE_MS,
  );
});
