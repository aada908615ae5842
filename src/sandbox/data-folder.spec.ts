import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { spawnSync } from 'node:child_process';
import { renderBanner } from './banner.js';
import { DataFolder, FolderInUseError } from './data-folder.js';
import { isDefinition, preferGiven, readObjects } from './definitions.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'dbaas-folder-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);
/** The id of a process that has just ended. */
const aDeadPid = (): number => spawnSync(process.execPath, ['--version']).pid;

describe('DataFolder', () => {
  it('is made for its owner alone, and so is what it holds', async () => {
    const folder = await DataFolder.claim(path.join(directory, 'deep/inside'));
    const token = await folder.write('token', 'secret');
    expect(await modeOf(folder.directory)).toBe('700');
    expect(await modeOf(token)).toBe('600');
    expect(await folder.read('token')).toBe('secret');
  });

  it('reads nothing where nothing is', async () => {
    expect(await (await DataFolder.claim(directory)).read('absent')).toBe('');
  });

  it('is refused while another process holds it', async () => {
    await writeFile(path.join(directory, 'pid'), String(process.ppid));
    const failure = await DataFolder.claim(directory).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FolderInUseError);
    expect((failure as Error).message).toContain(`process ${process.ppid}`);
    expect(await readdir(directory)).toEqual(['pid']);
  });

  it.each([
    { does: 'a process that ended without a word', holder: () => String(aDeadPid()) },
    { does: 'this very process', holder: () => String(process.pid) },
    { does: 'nobody', holder: () => '' },
    { does: 'what is no process', holder: () => 'none' },
  ])('is taken over from $does', async ({ holder }) => {
    await writeFile(path.join(directory, 'pid'), holder());
    const folder = await DataFolder.claim(directory);
    expect(await folder.read('pid')).toBe(String(process.pid));
  });

  it('is free after it was released, with its data, however often', async () => {
    const folder = await DataFolder.claim(directory);
    await folder.write('token', 'secret');
    await folder.release();
    await folder.release();
    expect(await readdir(directory)).toEqual(['token']);
  });
});

describe('definitions', () => {
  const aDefinition = (
    name: string,
    from: string,
  ): { apiVersion: string; kind: string; metadata: { name: string; labels: Record<string, string> } } => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name, labels: { from } },
  });

  it('are read from every YAML file of a folder, in the order of names, all documents of each', async () => {
    await writeFile(path.join(directory, 'b.yml'), 'kind: C\n');
    await writeFile(path.join(directory, 'a.yaml'), '---\nkind: A\n---\n# nothing\n---\nkind: B\n');
    await writeFile(path.join(directory, 'notes.txt'), 'kind: D\n');
    expect((await readObjects(directory)).map(({ kind }) => kind)).toEqual(['A', 'B', 'C']);
  });

  it('that cannot be read name their file', async () => {
    await writeFile(path.join(directory, 'broken.yaml'), 'a: [1\n');
    await expect(readObjects(directory)).rejects.toThrow(/broken\.yaml/);
  });

  it('that were given replace those of their name, and nothing that is no definition comes with them', () => {
    const lean = [aDefinition('widgets', 'lean'), aDefinition('gadgets', 'lean')];
    const others = { ...aDefinition('deployment', 'given'), kind: 'Deployment' };
    const all = preferGiven(lean, [aDefinition('widgets', 'given'), aDefinition('more', 'given'), others]);
    expect(all.map(({ metadata }) => `${metadata.name} ${metadata.labels?.from}`)).toEqual([
      'widgets given',
      'gadgets lean',
      'more given',
    ]);
    expect(isDefinition(others)).toBe(false);
  });
});

describe('renderBanner', () => {
  const addresses = {
    url: 'http://127.0.0.1:8080',
    kubernetesUrl: 'https://127.0.0.1:6443',
    storeUrl: 'http://127.0.0.1:9000',
    kubeconfig: '/home/ann/project/.sandbox/kubeconfig',
    token: '/home/ann/project/.sandbox/token',
  };

  it('shows paths as seen from where the person stands', () => {
    const text = renderBanner(addresses, '/home/ann/project');
    expect(text).toContain(
      'curl -H "Authorization: Bearer $(cat .sandbox/token)" http://127.0.0.1:8080/api/v1/engines',
    );
    expect(text).toContain('kubectl --kubeconfig .sandbox/kubeconfig apply');
    expect(renderBanner(addresses, '/home/ann/elsewhere')).toContain('$(cat ../project/.sandbox/token)');
  });

  it('tells every address, and no secret', () => {
    const text = renderBanner(addresses, '/');
    for (const part of [
      '/api/v1\n',
      '/graphql  (a page, to browsers)\n',
      '/api/v1/docs\n',
      addresses.kubernetesUrl,
      addresses.storeUrl,
    ])
      expect(text).toContain(part);
  });
});
