import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Connection } from '../conformance/apiserver/api-client.js';

const PROGRAM = fileURLToPath(new URL('./server-process.mjs', import.meta.url));

export interface Memory {
  readonly rss: number;
  /** What is left after a collection. */
  readonly live: number;
}

/** The embedded server in a process of its own, so that its memory can be measured. */
export class LoadedServer {
  private constructor(
    private readonly process: ChildProcess,
    readonly connection: Connection,
  ) {}

  static async start(): Promise<LoadedServer> {
    const execArgv = ['--expose-gc', '--experimental-transform-types', '--disable-warning=ExperimentalWarning'];
    const child = fork(PROGRAM, { execArgv });
    const [connection] = (await once(child, 'message')) as [Connection];
    return new LoadedServer(child, connection);
  }

  async memory(): Promise<Memory> {
    const answer = once(this.process, 'message');
    this.process.send('memory');
    return ((await answer) as [Memory])[0];
  }

  async stop(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.disconnect();
    await exited;
  }
}
