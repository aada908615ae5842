import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const MODULE = fileURLToPath(new URL('./control-plane/', import.meta.url));
const ASSETS = '/usr/local/kubebuilder/bin';
const VERSION_PACKAGE = 'k8s.io/component-base/version';

const PACKAGES = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
} as const;

type BinaryName = keyof typeof PACKAGES;
const NAMES = Object.keys(PACKAGES) as BinaryName[];

/** Where each binary is. */
export type Binaries = Readonly<Record<BinaryName, string>>;

export interface BinaryOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
}

export const HOW_TO_GET =
  'put etcd, kube-apiserver and kube-controller-manager into a folder and name it in KUBEBUILDER_ASSETS, or install Go';

/**
 * The binaries of `KUBEBUILDER_ASSETS` or of the folder that is customary, else those built from the Go module beside this
 * file, which happens once per version. Undefined where there is neither a folder nor Go.
 * @throws Error when a folder that was named lacks one, or when the build fails.
 */
export async function findBinaries(options: BinaryOptions): Promise<Binaries | undefined> {
  return findGiven(options.env.KUBEBUILDER_ASSETS) ?? (hasGo() ? buildOnce(options) : undefined);
}

/** As `findBinaries`, but nothing is built: undefined also where it could be. */
export function findBuiltBinaries(env: BinaryOptions['env']): Binaries | undefined {
  const folder = cacheFolder(env);
  return findGiven(env.KUBEBUILDER_ASSETS) ?? (existsSync(folder) ? binariesIn(folder) : undefined);
}

/** Of the two that answer requests and keep objects, such as `v1.37.2`. */
export function versionsOf(binaries: Binaries): Readonly<Record<'kube-apiserver' | 'etcd', string>> {
  return { 'kube-apiserver': versionOf(binaries['kube-apiserver']), etcd: versionOf(binaries.etcd) };
}

function versionOf(program: string): string {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  const version = /\d+\.\d+\.\d+\S*/.exec(stdout ?? '')?.[0];
  if (!version) throw new Error(`${program} does not tell its version`);
  return `v${version}`;
}

const hasGo = (): boolean => spawnSync('go', ['version']).status === 0;

function findGiven(assets: string | undefined): Binaries | undefined {
  const folder = assets || ASSETS;
  const missing = NAMES.filter((name) => !existsSync(join(folder, name)));
  if (missing.length === 0) return binariesIn(folder);
  if (assets) throw new Error(`KUBEBUILDER_ASSETS names ${assets}, which lacks ${missing.join(', ')}`);
  return undefined;
}

async function buildOnce({ env, log }: BinaryOptions): Promise<Binaries> {
  const folder = cacheFolder(env);
  if (!existsSync(folder)) await build(folder, log);
  return binariesIn(folder);
}

async function build(folder: string, log: (line: string) => void): Promise<void> {
  log(`building ${NAMES.join(', ')} from Go modules into ${folder}: once, for some minutes`);
  const begun = performance.now();
  // Under another name until all are there: a build that was cut off is no build.
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    for (const name of NAMES) await goBuild(PACKAGES[name], join(unfinished, name));
    publish(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  log(`built in ${Math.round((performance.now() - begun) / 1000)} s`);
}

function publish(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another run was faster, with the same result.
    if (!existsSync(folder)) throw error;
  }
}

async function goBuild(goPackage: string, output: string): Promise<void> {
  const args = ['build', '-mod=readonly', '-trimpath', '-ldflags', linkerFlags(), '-o', output, goPackage];
  const go = spawn('go', args, {
    cwd: MODULE,
    env: { ...process.env, CGO_ENABLED: '0' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve, reject) => go.once('exit', resolve).once('error', reject));
  if (code !== 0) throw new Error(`go build ${goPackage} failed`);
}

/** A server that is not built by the release's own scripts does not know its version. */
function linkerFlags(): string {
  const version = moduleVersion('k8s.io/kubernetes');
  const [major, minor] = version.slice(1).split('.');
  const set = { gitVersion: version, gitMajor: major, gitMinor: minor };
  return ['-s', '-w', ...Object.entries(set).map(([name, value]) => `-X ${VERSION_PACKAGE}.${name}=${value}`)].join(
    ' ',
  );
}

function cacheFolder(env: BinaryOptions['env']): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dbaas-operator', 'control-plane', cacheKey());
}

/** Names the versions for people, and everything else that decides on the result by its digest. */
function cacheKey(): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(MODULE, file)));
  const digest = hash.update(`${process.platform}/${process.arch}`).digest('hex').slice(0, 8);
  return `kubernetes-${moduleVersion('k8s.io/kubernetes')}-etcd-${moduleVersion(PACKAGES.etcd)}-${digest}`;
}

function moduleVersion(module: string): string {
  const line = readFileSync(join(MODULE, 'go.mod'), 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`\t${module} v`));
  if (!line) throw new Error(`go.mod requires no ${module}`);
  return line.trim().split(' ')[1]!;
}

const binariesIn = (folder: string): Binaries =>
  Object.fromEntries(NAMES.map((name) => [name, join(folder, name)])) as Binaries;
