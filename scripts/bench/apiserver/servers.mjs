import '../../typescript-hooks.mjs';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { Worker } from '../worker.mjs';

const { findBinaries, HOW_TO_GET, versionsOf } = await import('../../../test/envtest/binaries.ts');
const { RealControlPlane } = await import('../../../test/envtest/control-plane.ts');

/** What answers requests and keeps objects; the embedded server's controllers are within its process. */
const REAL_SERVERS = ['kube-apiserver', 'etcd'];

export async function startEmbedded({ profileDir }) {
  const worker = new Worker('./apiserver/embedded-process.mjs', { profileDir });
  const access = await worker.call('start');
  return { name: 'embedded', access, rssBytes: () => rssOf(worker.pid), stop: () => worker.stop() };
}

/** Undefined, with one line that says why, where there is no real control plane and no way to build one. */
export async function startReal({ log }) {
  const binaries = await findBinaries({ env: process.env, log });
  if (!binaries) {
    log(`skipped: no real control plane; ${HOW_TO_GET}`);
    return undefined;
  }
  const plane = await RealControlPlane.start(binaries);
  const versions = Object.entries(versionsOf(binaries)).map(([name, version]) => `${name} ${version}`);
  const rssBytes = async () => {
    const pids = await Promise.all(REAL_SERVERS.map((name) => pidOf(plane, name)));
    return pids.reduce((sum, pid) => sum + rssOf(pid), 0);
  };
  return { name: versions.join(', '), access: plane.access, rssBytes, stop: () => plane.stop() };
}

const pidOf = async ({ folder }, name) => Number(await readFile(path.join(folder, `${name}.pid`), 'utf8'));

function rssOf(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(stdout) * 1024;
}
