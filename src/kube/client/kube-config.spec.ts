import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { stringify } from 'yaml';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { Connection } from './connection.js';
import { loadKubeConfig, type KubeConfigSource } from './kube-config.js';

let folder: string;
const connections: Connection[] = [];

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kube-config-spec-'))));
afterEach(async () => {
  await Promise.all(connections.splice(0).map((connection) => connection.close()));
  rmSync(folder, { recursive: true });
});

/** Writes a kubeconfig with one context of that name, and tells where. */
function aFile(name: string, user: object, isCurrent = true): string {
  const file = join(folder, `${name}.yaml`);
  const content = {
    clusters: [{ name, cluster: { server: `https://${name}.example.org` } }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    ...(isCurrent ? { 'current-context': name } : {}),
  };
  writeFileSync(file, stringify(content));
  return file;
}

function connectionTo(source: KubeConfigSource): Connection {
  const connection = new Connection(loadKubeConfig(source), new ManualClock());
  connections.push(connection);
  return connection;
}

const tokenAt = async (connection: Connection): Promise<unknown> => (await connection.current()).headers.Authorization;

describe("a user's tokenFile", () => {
  it.each([
    { place: 'beside the kubeconfig', tokenFile: () => 'token' },
    { place: 'anywhere', tokenFile: () => join(folder, 'token') },
  ])('$place is read, and goes before a token', async ({ tokenFile }) => {
    writeFileSync(join(folder, 'token'), 'from-file\n');
    const file = aFile('east', { token: 'stale', tokenFile: tokenFile() });
    expect(await tokenAt(connectionTo({ file }))).toBe('Bearer from-file');
  });

  it('is read again when the server has refused what was in it', async () => {
    writeFileSync(join(folder, 'token'), 'first');
    const connection = connectionTo({ file: aFile('east', { tokenFile: 'token' }) });
    const refused = await connection.current();
    writeFileSync(join(folder, 'token'), 'second');
    connection.dropCredentials(refused);
    expect(await tokenAt(connection)).toBe('Bearer second');
  });

  it('counts in the second file of a search path too', async () => {
    writeFileSync(join(folder, 'token'), 'from-file');
    const searchPath = [aFile('east', { token: 't' }), aFile('west', { tokenFile: 'token' })].join(delimiter);
    expect(await tokenAt(connectionTo({ searchPath, context: 'west' }))).toBe('Bearer from-file');
  });
});

describe('a search path', () => {
  it.each([
    { what: 'the first that names one', firstIsCurrent: true, host: 'east.example.org' },
    { what: 'a later one where the first names none', firstIsCurrent: false, host: 'west.example.org' },
  ])('takes its current context from $what', ({ firstIsCurrent, host }) => {
    const searchPath = [aFile('east', { token: 't' }, firstIsCurrent), aFile('west', { token: 't' })].join(delimiter);
    expect(connectionTo({ searchPath }).host).toBe(host);
  });

  it('gives way to a file that is named', () => {
    const searchPath = aFile('east', { token: 't' });
    expect(connectionTo({ searchPath, file: aFile('west', { token: 't' }) }).host).toBe('west.example.org');
  });
});

it('refuses a context that no file names', () => {
  const file = aFile('east', { token: 't' });
  expect(() => loadKubeConfig({ file, context: 'north' })).toThrow('no context "north"');
});
