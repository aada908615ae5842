import type { DataFolder } from '../data-folder.js';
import { accessKeysOf } from './access-keys.js';
import { FolderObjects } from './folder-objects.js';
import type { S3Keys } from './s3-protocol.js';
import { S3Server, type S3ServerOptions } from './s3-server.js';

/** The one bucket of the sandbox. */
export const SANDBOX_BUCKET = 'backups';

const PORT_FILE = 'object-store-port';

/** The object store of `npm run sandbox`: what it holds, its keys and, where nobody took it, its port outlast the process. */
export interface SandboxStore {
  readonly url: string;
  readonly bucket: string;
  readonly keys: S3Keys;
  stop(): Promise<void>;
}

export async function startSandboxStore(folder: DataFolder): Promise<SandboxStore> {
  const keys = await accessKeysOf(folder);
  const objects = await FolderObjects.open(folder.file('objects'), [SANDBOX_BUCKET], Date.now);
  const server = await listen({ keys, objects }, Number(await folder.read(PORT_FILE)) || 0);
  await folder.write(PORT_FILE, String(server.http.port));
  return { url: server.url, bucket: SANDBOX_BUCKET, keys, stop: () => server.stop() };
}

function listen(options: S3ServerOptions, lastPort: number): Promise<S3Server> {
  return S3Server.start({ ...options, port: lastPort }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return S3Server.start({ ...options, port: 0 });
  });
}
