import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderObjects } from './folder-objects.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'dbaas-objects-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const NOW = Date.parse('2026-01-02T03:04:05.678Z');
const open = (): Promise<FolderObjects> => FolderObjects.open(path.join(directory, 'objects'), ['backups'], () => NOW);
const filesIn = async (): Promise<string[]> => readdir(path.join(directory, 'objects/backups'));

describe('objects in a folder', () => {
  it.each([
    'plain',
    'orders/base/20260102T030405/data.tar',
    '../../../outside',
    '/etc/passwd',
    'a//b',
    'a/',
    'nul\0and\nnewline',
    'x'.repeat(1024),
  ])('are there again after a restart, whatever their key is: %j', async (key) => {
    const content = Buffer.from('one\ntwo\n\0three');
    await (await open()).write('backups', key, content);
    const objects = await open();
    expect(await objects.read('backups', key)).toEqual(content);
    expect(objects.list('backups')).toEqual([
      { key, size: content.length, etag: 'f7edda88d6a344b292fa833c936c4692', modifiedAt: '2026-01-02T03:04:05.678Z' },
    ]);
    expect(await readdir(directory)).toEqual(['objects']);
    expect(await filesIn()).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  it('are told apart where a file system would not', async () => {
    const objects = await open();
    for (const key of ['a', 'a/b', 'A']) await objects.write('backups', key, Buffer.from(key));
    for (const key of ['a', 'a/b', 'A']) expect(String(await objects.read('backups', key))).toBe(key);
  });

  it('are what was written last, and gone when they were removed', async () => {
    const objects = await open();
    await Promise.all(['1', '2', '3'].map((text) => objects.write('backups', 'key', Buffer.from(text))));
    expect(String(await objects.read('backups', 'key'))).toBe('3');
    await objects.remove('backups', 'key');
    await objects.remove('backups', 'key');
    expect([await objects.read('backups', 'key'), objects.find('backups', 'key')]).toEqual([undefined, undefined]);
    expect(await filesIn()).toEqual([]);
  });

  it('survive a write that was cut off', async () => {
    const objects = await open();
    await objects.write('backups', 'key', Buffer.from('whole'));
    const [file] = await filesIn();
    await writeFile(path.join(directory, 'objects/backups', `${file}.part`), '{"key":"key"');
    await writeFile(path.join(directory, 'objects/backups', 'stray'), 'no object');
    const again = await open();
    expect(String(await again.read('backups', 'key'))).toBe('whole');
    expect(await filesIn()).toEqual([file]);
  });

  it('are for their owner alone', async () => {
    await (await open()).write('backups', 'key', Buffer.from('x'));
    const [file] = await filesIn();
    const modes = ['objects/backups', `objects/backups/${file}`].map(
      async (name) => (await stat(path.join(directory, name))).mode & 0o777,
    );
    expect(await Promise.all(modes)).toEqual([0o700, 0o600]);
  });

  it('are nowhere in a bucket that does not exist', async () => {
    const objects = await open();
    expect([objects.hasBucket('others'), objects.list('others'), await objects.read('others', 'key')]).toEqual([
      false,
      [],
      undefined,
    ]);
  });
});
