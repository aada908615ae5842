import { KubeConfig } from '@kubernetes/client-node';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { Connection } from './connection.js';
import { KubeError } from './kube-error.js';

let folder: string;
let clock: ManualClock;
const connections: Connection[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'connection-spec-'));
  clock = new ManualClock();
});
afterEach(async () => {
  await Promise.all(connections.splice(0).map((connection) => connection.close()));
  rmSync(folder, { recursive: true });
});

function aConnection(user: object, cluster: object = {}): Connection {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    { name: 'c', server: 'https://api.example.org/base/', skipTLSVerify: false, ...cluster },
    { name: 'u', ...user },
  );
  const connection = new Connection(kubeConfig, clock);
  connections.push(connection);
  return connection;
}

/** A credential plugin that prints what it is told to, and counts its runs. */
function aPlugin(output: string): { exec: object; runs: () => number; says: (output: string) => void } {
  const [script, log] = [join(folder, 'plugin.sh'), join(folder, 'runs')];
  const says = (text: string): void => writeFileSync(join(folder, 'output'), text);
  says(output);
  writeFileSync(script, `#!/bin/sh\necho run >> "${log}"\ncat "${join(folder, 'output')}"\n`);
  chmodSync(script, 0o700);
  const runs = (): number => readFileSync(log, 'utf8').trim().split('\n').length;
  return { exec: { command: script, args: [] }, runs, says };
}

it('knows where the server is, below a path too', () => {
  const { origin, basePath, host } = aConnection({ token: 't' });
  expect({ origin, basePath, host }).toEqual({
    origin: 'https://api.example.org',
    basePath: '/base',
    host: 'api.example.org',
  });
});

it('refuses a kubeconfig without a current cluster', () => {
  expect(() => new Connection(new KubeConfig(), clock)).toThrow('no current cluster');
});

it.each([
  { kind: 'a token', user: { token: 't' }, headers: { Authorization: 'Bearer t' } },
  { kind: 'a password', user: { username: 'u', password: 'p' }, headers: { Authorization: 'Basic dTpw' } },
  {
    kind: 'impersonation',
    user: { token: 't', impersonateUser: 'jane' },
    headers: { Authorization: 'Bearer t', 'Impersonate-User': 'jane' },
  },
])('sends $kind', async ({ user, headers }) => {
  await expect(aConnection(user).current()).resolves.toMatchObject({ headers });
});

it('keeps one pool of sockets for as long as the certificates stay', async () => {
  const connection = aConnection({ token: 't' });
  const first = await connection.current();
  clock.jump(60_000);
  const second = await connection.current();
  expect(second).not.toBe(first);
  expect(second.dispatcher).toBe(first.dispatcher);
});

it('opens another pool when a certificate file has changed', async () => {
  const certFile = join(folder, 'ca.crt');
  writeFileSync(certFile, 'one');
  const connection = aConnection({ token: 't' }, { caFile: certFile });
  const first = await connection.current();
  writeFileSync(certFile, 'two');
  clock.jump(60_000);
  expect((await connection.current()).dispatcher).not.toBe(first.dispatcher);
});

describe('token files', () => {
  const aTokenFile = (content: string): { path: string; user: object } => {
    const path = join(folder, 'token');
    writeFileSync(path, content);
    return { path, user: { authProvider: { name: 'tokenFile', config: { tokenFile: path } } } };
  };
  const tokenOf = async (connection: Connection): Promise<unknown> =>
    (await connection.current()).headers.Authorization;

  it('are read again as soon as the server has refused what was in them', async () => {
    const { path, user } = aTokenFile('first\n');
    const connection = aConnection(user);
    expect(await tokenOf(connection)).toBe('Bearer first');
    writeFileSync(path, 'second\n');
    expect(await tokenOf(connection)).toBe('Bearer first');
    connection.dropCredentials(await connection.current());
    expect(await tokenOf(connection)).toBe('Bearer second');
  });

  it('that are empty make no anonymous user of us', async () => {
    const connection = aConnection(aTokenFile('\n').user);
    await expect(connection.current()).rejects.toMatchObject({ code: 0, message: expect.stringContaining('is empty') });
  });
});

describe('credential plugins', () => {
  const credential = (token: string): string =>
    JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token } });

  it('run once for all requests that wait for them', async () => {
    const { exec, runs } = aPlugin(credential('from-plugin'));
    const connection = aConnection({ exec });
    const sessions = await Promise.all([connection.current(), connection.current(), connection.current()]);
    expect(sessions[2].headers).toEqual({ Authorization: 'Bearer from-plugin' });
    clock.jump(60_000);
    await connection.current();
    expect(runs()).toBe(1);
  });

  it('run again once the server has refused what they said, however many requests it refused', async () => {
    const { exec, runs, says } = aPlugin(credential('revoked'));
    const connection = aConnection({ exec });
    const refused = await connection.current();
    says(credential('fresh'));
    connection.dropCredentials(refused);
    expect((await connection.current()).headers).toEqual({ Authorization: 'Bearer fresh' });
    connection.dropCredentials(refused);
    await connection.current();
    expect(runs()).toBe(2);
  });

  it('do not run again when it was the server that could not be reached', async () => {
    const { exec, runs } = aPlugin(credential('from-plugin'));
    const connection = aConnection({ exec });
    await connection.current();
    connection.reloadCredentials();
    await connection.current();
    expect(runs()).toBe(1);
  });

  it('whose output cannot be read do not have it quoted', async () => {
    const { exec } = aPlugin('secret-token-and-not-json');
    const error = await aConnection({ exec })
      .current()
      .catch((failure: unknown) => failure as KubeError);
    expect(error).toBeInstanceOf(KubeError);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret-token');
  });
});

it('says that SOCKS proxies are not supported', async () => {
  const connection = aConnection({ token: 't' }, { proxyUrl: 'socks5://localhost:1080' });
  await expect(connection.current()).rejects.toThrow('SOCKS');
});
