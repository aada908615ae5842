import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** For `-f -`: text as it is, anything else as JSON. */
  readonly stdin?: unknown;
  readonly env?: Readonly<Record<string, string>>;
}

const WATCH_DEADLINE_MS = 20_000;

/** The real binary with a home, a cache and a kubeconfig that nothing else has, in one namespace. */
export class Kubectl {
  private constructor(
    private readonly home: string,
    private readonly namespace: string,
  ) {}

  static async connect(kubeconfig: string): Promise<Kubectl> {
    const home = await mkdtemp(join(tmpdir(), 'kubectl-suite-'));
    await writeFile(join(home, 'kubeconfig'), kubeconfig, { mode: 0o600 });
    return new Kubectl(home, 'default');
  }

  within(namespace: string): Kubectl {
    return new Kubectl(this.home, namespace);
  }

  async dispose(): Promise<void> {
    await rm(this.home, { recursive: true, force: true });
  }

  /** Whatever the binary says, success or not. */
  async run(args: readonly string[], { stdin, env }: RunOptions = {}): Promise<Outcome> {
    const child = this.spawn(args, env);
    const exited = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? -1));
    });
    child.stdin.end(typeof stdin === 'string' || stdin === undefined ? stdin : JSON.stringify(stdin));
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
    return { code, stdout, stderr };
  }

  /** Standard output without the last line end. @throws when the binary fails */
  async ok(args: readonly string[], options?: RunOptions): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, options);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')} ended with ${code}: ${stderr}`);
    return stdout.trimEnd();
  }

  /** What the refusal says. @throws when the binary succeeds */
  async refused(args: readonly string[], options?: RunOptions): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, options);
    if (code === 0) throw new Error(`kubectl ${args.join(' ')} succeeded: ${stdout}`);
    return stderr.trimEnd();
  }

  async json<T>(...args: readonly string[]): Promise<T> {
    return JSON.parse(await this.ok([...args, '-o', 'json'])) as T;
  }

  /** Runs `edit` with an editor that is one `sed` script. */
  async edit(target: readonly string[], script: string): Promise<Outcome> {
    const editor = join(this.home, 'editor.sh');
    await writeFile(editor, '#!/bin/sh\nexec sed -i "$SED_SCRIPT" "$1"\n');
    await chmod(editor, 0o700);
    return this.run(['edit', ...target], { env: { EDITOR: editor, SED_SCRIPT: script } });
  }

  /** Lines of a command that goes on by itself, until one is accepted; then the command is ended. */
  async linesUntil(args: readonly string[], accept: (line: string) => boolean): Promise<string[]> {
    const child = this.spawn(args);
    const timer = setTimeout(() => child.kill(), WATCH_DEADLINE_MS);
    let seen = '';
    try {
      for await (const chunk of child.stdout) {
        seen += String(chunk);
        const lines = seen.split('\n').slice(0, -1);
        const last = lines.findIndex(accept);
        if (last >= 0) return lines.slice(0, last + 1);
      }
      throw new Error(`kubectl ${args.join(' ')} ended after: ${seen}`);
    } finally {
      clearTimeout(timer);
      child.kill();
    }
  }

  private spawn(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcessWithoutNullStreams {
    const common = ['--kubeconfig', join(this.home, 'kubeconfig'), '--cache-dir', join(this.home, 'cache')];
    return spawn('kubectl', [...common, '--namespace', this.namespace, ...args], {
      env: { PATH: process.env['PATH'], HOME: this.home, TMPDIR: this.home, ...env },
    });
  }
}

/** The rows of a table as kubectl prints it: cells by lower-case header. */
export function rowsOf(table: string): Record<string, string>[] {
  const [header = '', ...lines] = table.split('\n');
  // Headers may hold one space, and cells may be empty: a column is where its header stands.
  const columns = Array.from(header.matchAll(/\S+(?: \S+)*/g), ({ 0: name, index }) => ({ name, index }));
  return lines.map((line) =>
    Object.fromEntries(
      columns.map(({ name, index }, at) => [name.toLowerCase(), line.slice(index, columns[at + 1]?.index).trim()]),
    ),
  );
}
