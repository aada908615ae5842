import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LIFELINE = fileURLToPath(new URL('./lifeline.mjs', import.meta.url));
const READY_MS = 120_000;
const POLL_MS = 50;
const TOLD_LINES = 15;

export interface ServerCommand {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Where its log and the file of its process id go. */
  readonly folder: string;
}

/** A server that ends with this process, however this process ends. */
export class ServerProcess {
  readonly #command: ServerCommand;
  readonly #lifeline: ChildProcess;
  readonly #exited: Promise<void>;

  constructor(command: ServerCommand) {
    this.#command = command;
    const { name, folder, program, args } = command;
    const log = openSync(this.#logFile, 'a');
    this.#lifeline = spawn(process.execPath, [LIFELINE, join(folder, `${name}.pid`), program, ...args], {
      stdio: ['pipe', log, log],
      // Ctrl-C is for us alone: the order in which servers stop is ours.
      detached: true,
    });
    closeSync(log);
    this.#exited = new Promise((resolve) => this.#lifeline.once('exit', () => resolve()));
  }

  /** Resolves when the probe says so. @throws Error with the end of the log when the server ends or takes too long. */
  async ready(probe: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + READY_MS;
    while (!(await probe().catch(() => false))) {
      if (this.#hasEnded) throw this.#failure('ended');
      if (performance.now() > deadline) throw this.#failure(`was not ready within ${READY_MS / 1000} s`);
      await sleep(POLL_MS);
    }
  }

  /** Resolves when the process is gone. */
  async stop(): Promise<void> {
    this.#lifeline.stdin?.end();
    await this.#exited;
  }

  get #hasEnded(): boolean {
    return this.#lifeline.exitCode !== null || this.#lifeline.signalCode !== null;
  }

  get #logFile(): string {
    return join(this.#command.folder, `${this.#command.name}.log`);
  }

  #failure(what: string): Error {
    const lines = readFileSync(this.#logFile, 'utf8').trimEnd().split('\n').slice(-TOLD_LINES);
    return new Error([`${this.#command.name} ${what}; its log ends:`, ...lines].join('\n'));
  }
}
