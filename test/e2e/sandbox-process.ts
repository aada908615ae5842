import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What the built files look for beside their folder. */
const BESIDE_DIST = ['assets', 'catalogue', 'crds', 'deploy', 'examples', 'node_modules', 'package.json'];

/** The product, built as for a release, in a folder of its own. */
export class SandboxBuild {
  private constructor(readonly directory: string) {}

  static async make(): Promise<SandboxBuild> {
    const directory = await mkdtemp(path.join(tmpdir(), 'dbaas-sandbox-'));
    for (const name of BESIDE_DIST) await symlink(path.join(ROOT, name), path.join(directory, name));
    const swc = path.join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
    const options = ['src', '--out-dir', path.join(directory, 'dist'), '--strip-leading-paths', '--quiet'];
    const unread = ['--ignore', '**/*.spec.ts', '--config-file', path.join(ROOT, '.swcrc')];
    await promisify(execFile)(process.execPath, [swc, ...options, ...unread], { cwd: ROOT });
    return new SandboxBuild(directory);
  }

  /** Starts `npm run sandbox` without npm, over this build's one data folder. Resolves when the banner is out. */
  async start(): Promise<SandboxProcess> {
    const { NODE_OPTIONS: _ours, ...env } = process.env;
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'dist/sandbox.js'], {
      cwd: this.directory,
      env: { ...env, PORT: '0', DBAAS_SANDBOX_DIR: path.join(this.directory, 'data'), DBAAS_SANDBOX_STEP_MS: '20' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const url = await bannerUrl(child);
    return new SandboxProcess(child, url, await readFile(path.join(this.directory, 'data/token'), 'utf8'));
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** A sandbox in a process of its own, that can be killed. */
export class SandboxProcess {
  constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly token: string,
  ) {}

  /** Ends it with a signal. @returns the exit code; null when it was killed. */
  async end(signal: 'SIGKILL' | 'SIGINT'): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Tests poke at wire answers of unknown shape.
  async request(method: string, route: string, body?: object): Promise<{ status: number; body: any }> {
    const response = await fetch(`${this.url}${route}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }
}

/** @throws Error with all that was said when the process ends before it serves. */
async function bannerUrl(child: ChildProcess): Promise<string> {
  let said = '';
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const hear = (chunk: Buffer): void => {
    said += chunk.toString();
    const url = /REST +(http:\S+)\/api\/v1/.exec(said)?.[1];
    if (url && said.includes('Ctrl-C')) resolve(url);
  };
  child.stdout!.on('data', hear);
  child.stderr!.on('data', hear);
  child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}: ${said}`)));
  return promise;
}
