import type { HttpKubeClient } from '../../../src/kube/client/index.js';
import type { LeaseTimes } from '../../../src/kube/leader-election/index.js';
import type { ShardStats } from '../../../src/kube/sharding/index.js';
import type { SeededRandom } from '../../fuzz/seeded-random.js';
import { SandboxApp, type TestCluster } from '../../harness/sandbox-app.js';

const ENV = { DBAAS_LEADER_ELECTION: 'true', DBAAS_SHARDING: 'true' };
const MOST_MEMBERS = 3;

/** One replica of the product, known to the server by a name of its own. */
export interface Member {
  readonly user: string;
  readonly sandbox: SandboxApp;
  readonly fatal: Error[];
}

export type Happening = 'joined' | 'stopped' | 'killed' | 'cut off from its lease';

/** Replicas that share one cluster's databases, come and go. */
export class Fleet {
  readonly #able: Member[] = [];
  readonly #dead: Member[] = [];
  #joined = 0;

  constructor(
    private readonly cluster: TestCluster,
    private readonly leaseTimes: LeaseTimes,
    /** Told before a member ends, however it does. */
    private readonly onEnd: (user: string) => void,
  ) {}

  get able(): readonly Member[] {
    return this.#able;
  }

  /** Those that ended without having stopped. */
  get dead(): readonly Member[] {
    return this.#dead;
  }

  async join(): Promise<Member> {
    const user = `member-${(this.#joined += 1)}`;
    const fatal: Error[] = [];
    const onFatal = (error: Error): void => void fatal.push(error);
    const sandbox = await SandboxApp.over(this.cluster, {
      env: ENV,
      replica: user,
      leaseTimes: this.leaseTimes,
      onFatal,
    });
    const member = { user, sandbox, fatal };
    this.#able.push(member);
    return member;
  }

  /** As SIGTERM does. */
  async stop(member: Member): Promise<void> {
    this.remove(member);
    await member.sandbox.app.stop();
  }

  /** As SIGKILL does, as far as anyone outside can tell. */
  async kill(member: Member): Promise<void> {
    this.#dead.push(this.remove(member));
    await member.sandbox.app.runtime.close();
  }

  /** It could still write, but for its own judgement. */
  async cutOff(member: Member): Promise<void> {
    this.#dead.push(this.remove(member));
    await (member.sandbox.app.runtime.leaseClient as HttpKubeClient).close();
  }

  async somethingHappens(random: SeededRandom): Promise<Happening> {
    const canLose = this.#able.length > 1;
    if (!canLose || (this.#able.length < MOST_MEMBERS && random.chance(0.4))) {
      await this.join();
      return 'joined';
    }
    const member = random.pick(this.#able);
    const [happening, end] = random.pick([
      ['stopped', () => this.stop(member)],
      ['killed', () => this.kill(member)],
      ['cut off from its lease', () => this.cutOff(member)],
    ] as const);
    await end();
    return happening;
  }

  /** What each of the able thinks of its part. */
  get shards(): ShardStats[] {
    return this.#able.map(({ sandbox }) => sandbox.app.lifecycle.shards!);
  }

  async end(): Promise<void> {
    const all = [...this.#able, ...this.#dead];
    await Promise.all(all.map(({ sandbox }) => sandbox.app.stop()));
  }

  private remove(member: Member): Member {
    this.#able.splice(this.#able.indexOf(member), 1);
    this.onEnd(member.user);
    return member;
  }
}
