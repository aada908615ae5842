import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DataFolder } from '../data-folder.js';
import { startSandboxStore, type SandboxStore } from './sandbox-store.js';

let directory: string;
let store: SandboxStore | undefined;
const clients: S3Client[] = [];

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'dbaas-store-'));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await store?.stop();
  await rm(directory, { recursive: true, force: true });
});

async function start(): Promise<SandboxStore> {
  store = await startSandboxStore(await DataFolder.claim(directory));
  return store;
}

function connect({ url, keys }: SandboxStore): S3Client {
  const client = new S3Client({
    endpoint: url,
    credentials: { ...keys },
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  clients.push(client);
  return client;
}

describe('the object store of the sandbox', () => {
  it('is the same after a restart: address, keys and content', async () => {
    const first = await start();
    const place = { Bucket: first.bucket, Key: 'orders/base' };
    await connect(first).send(new PutObjectCommand({ ...place, Body: 'a backup' }));
    await first.stop();
    const second = await start();
    expect([second.url, second.keys]).toEqual([first.url, first.keys]);
    const { Body } = await connect(second).send(new GetObjectCommand(place));
    expect(await Body?.transformToString()).toBe('a backup');
  });

  it('is on this machine alone, and its keys are for its owner', async () => {
    const { url, keys } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(keys).toEqual({
      accessKeyId: expect.stringMatching(/^AK[0-9A-F]{18}$/) as string,
      secretAccessKey: expect.stringMatching(/^[\w-]{40}$/) as string,
    });
    expect((await stat(path.join(directory, 'object-store-keys.json'))).mode & 0o777).toBe(0o600);
    expect((await readdir(directory)).sort()).toEqual([
      'object-store-keys.json',
      'object-store-port',
      'objects',
      'pid',
    ]);
  });

  it('moves when somebody else took its port', async () => {
    const { url } = await start();
    await store!.stop();
    const squatter = createServer().listen(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    expect((await start()).url).not.toBe(url);
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('has new keys when the old ones were lost halfway', async () => {
    await writeFile(path.join(directory, 'object-store-keys.json'), '{"accessKeyId":"AK');
    const { keys } = await start();
    expect(keys.secretAccessKey).toHaveLength(40);
  });
});
