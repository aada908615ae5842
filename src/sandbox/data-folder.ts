import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/** Readable by its owner alone: the files here open the whole sandbox. */
const PRIVATE = 0o600;

/** Another process works on the same data. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/** `.sandbox`: the cluster's data, and what people need to reach it. One process at a time. */
export class DataFolder {
  private constructor(readonly directory: string) {}

  /** @throws FolderInUseError naming the process that holds it. */
  static async claim(directory: string): Promise<DataFolder> {
    const folder = new DataFolder(path.resolve(directory));
    await mkdir(folder.directory, { recursive: true, mode: 0o700 });
    const holder = Number(await folder.read('pid'));
    if (holder && holder !== process.pid && isAlive(holder)) {
      throw new FolderInUseError(
        `${folder.directory} is in use by process ${holder}: stop that sandbox, or set DBAAS_SANDBOX_DIR.`,
      );
    }
    await folder.write('pid', String(process.pid));
    return folder;
  }

  async release(): Promise<void> {
    await rm(this.file('pid'), { force: true });
  }

  file(name: string): string {
    return path.join(this.directory, name);
  }

  async write(name: string, text: string): Promise<string> {
    await writeFile(this.file(name), text, { mode: PRIVATE });
    return this.file(name);
  }

  async read(name: string): Promise<string> {
    return readFile(this.file(name), 'utf8').catch(() => '');
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
