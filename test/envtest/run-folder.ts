import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const PREFIX = 'dbaas-operator-envtest-';

/** A new folder for one control plane; what a run that was killed left behind goes first. */
export function createRunFolder(): string {
  sweep();
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

export function removeRunFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const owner = Number.parseInt(name.slice(PREFIX.length), 10);
    if (!isAlive(owner)) clear(join(tmpdir(), name));
  }
}

function clear(folder: string): void {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.pid'))) {
    const pid = Number.parseInt(readFileSync(join(folder, file), 'utf8'), 10);
    // The number may be another's by now: ours have the folder among their arguments.
    if (argumentsOf(pid).includes(folder)) process.kill(pid, 'SIGKILL');
  }
  removeRunFolder(folder);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's: not ours to clear.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Empty for a process that is gone. */
const argumentsOf = (pid: number): string =>
  spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
