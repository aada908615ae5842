import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Connection } from '../conformance/apiserver/api-client.js';

const PROGRAM = fileURLToPath(new URL('./server-process.mjs', import.meta.url));
const NODE_FLAGS = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];

/** The embedded server in a process of its own, on a directory that outlives it. */
export class CrashingServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'apiserver-crash-'));
  #process: ChildProcess | undefined;

  /** @throws Error when the process ends instead. */
  async start(): Promise<Connection> {
    const server = spawn(process.execPath, [...NODE_FLAGS, PROGRAM, join(this.#folder, 'data')], {
      stdio: ['pipe', 'pipe', 'inherit'],
      // Compiling is most of a start; what one start has compiled the next one takes.
      env: { ...process.env, NODE_COMPILE_CACHE: join(this.#folder, 'compiled') },
    });
    this.#process = server;
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: server.stdout }).once('line', resolve);
      server.once('exit', (code) => reject(new Error(`the server ended with code ${code}`)));
    });
    return JSON.parse(line) as Connection;
  }

  /** As the system kills: no handler runs, nothing is flushed. Resolves when the process is gone. */
  async kill(): Promise<void> {
    const server = this.#process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
