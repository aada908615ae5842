/** Processes of the benchmark: what is measured never shares a process, and so no CPU time or memory, with who measures. */
import { fork } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const EXEC_ARGV = ['--expose-gc', '--enable-source-maps', '--disable-warning=ExperimentalWarning'];

/** The calling side of a process that answers calls by `serveCalls`. */
export class Worker {
  #child;
  #pending = new Map();
  #nextId = 0;
  #isEnding = false;

  /** `profileDir`: write a CPU profile there when the process ends. */
  constructor(file, { profileDir, execArgv = [] } = {}) {
    const profile = profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : [];
    this.#child = fork(fileURLToPath(new URL(file, import.meta.url)), {
      execArgv: [...EXEC_ARGV, ...execArgv, ...profile],
      serialization: 'advanced',
    });
    this.#child.on('message', (answer) => this.#settle(answer));
    this.#child.on('exit', (code) => this.#noteEnd(`${file} ended with code ${code}`));
  }

  get pid() {
    return this.#child.pid;
  }

  call(method, ...params) {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#pending.set(id, { resolve, reject });
      this.#child.send({ id, method, params });
    });
  }

  /** Runs the worker's own `stop`, then lets the process end. */
  async stop() {
    await this.call('stop');
    this.#isEnding = true;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.disconnect();
    await ended;
  }

  /** Ends it in the middle of whatever it does. */
  kill() {
    this.#isEnding = true;
    this.#child.kill('SIGKILL');
  }

  /** Not a cycle of its CPU until `resume`. */
  pause() {
    this.#child.kill('SIGSTOP');
  }

  resume() {
    this.#child.kill('SIGCONT');
  }

  #settle({ id, result, error }) {
    const { resolve, reject } = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) reject(new Error(error));
    else resolve(result);
  }

  /** Nobody may be waiting for an answer, and everybody for what it was to do: the figures are lost. */
  #noteEnd(how) {
    if (this.#isEnding) return;
    console.error(how);
    process.exit(1);
  }
}

/** Answers calls until the parent lets go. `handlers.stop` is a must. */
export function serveCalls(handlers) {
  process.on('message', async ({ id, method, params }) => {
    try {
      process.send({ id, result: await handlers[method](...params) });
    } catch (error) {
      process.send({ id, error: error.stack ?? String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}

/** What is left after a collection. */
export function readMemory() {
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { liveBytes: heapUsed + external, rssBytes: rss };
}

/** Milliseconds of a core that this process has taken so far. */
export function readCpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
