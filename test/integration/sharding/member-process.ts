import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { KubeConfig } from '@kubernetes/client-node';
import type { LeaseTimes } from '../../../src/kube/leader-election/index.js';
import type { ShardStats } from '../../../src/kube/sharding/index.js';

const PROGRAM = fileURLToPath(new URL('./run-member.mjs', import.meta.url));
const ENV = {
  PORT: '0',
  DBAAS_LEADER_ELECTION: 'true',
  DBAAS_SHARDING: 'true',
};

export interface MemberOptions {
  /** Where the built product is. */
  readonly build: string;
  readonly kubeConfig: KubeConfig;
  readonly leaseTimes: LeaseTimes;
}

/** A replica that shares the clusters with others, in a process of its own. */
export class MemberProcess {
  private readonly ended: Promise<never>;

  private constructor(private readonly process: ChildProcess) {
    this.ended = once(process, 'exit').then(([code]) => {
      throw new Error(`a member ended with code ${code as number}`);
    });
    // Most of the time nobody waits for an answer, and an end is what the test wants.
    this.ended.catch(() => undefined);
  }

  /** Resolves when its caches are whole. @throws Error when it ends before. */
  static async start({ build, kubeConfig, leaseTimes }: MemberOptions): Promise<MemberProcess> {
    const child = fork(PROGRAM, [build], { execArgv: ['--disable-warning=ExperimentalWarning'] });
    const member = new MemberProcess(child);
    await member.answer();
    child.send({ kubeconfig: kubeConfig.exportConfig(), env: ENV, leaseTimes });
    await member.answer();
    return member;
  }

  /** What it thinks of its part. */
  async shards(): Promise<ShardStats> {
    this.process.send('shards');
    return (await this.answer()) as ShardStats;
  }

  /** SIGKILL: it does nothing more, not even know. */
  async kill(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }

  private async answer(): Promise<unknown> {
    const [answer] = await Promise.race([once(this.process, 'message'), this.ended]);
    return answer;
  }
}
