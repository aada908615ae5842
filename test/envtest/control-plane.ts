import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ask } from './api-request.js';
import { AUDIT_POLICY, AuditLog } from './audit-log.js';
import { Authority, type KeyPair } from './authority.js';
import type { Binaries } from './binaries.js';
import { ACCESS_FILES, ClusterAccess } from './cluster-access.js';
import { buildKubeconfig } from './kubeconfig.js';
import { createRunFolder, removeRunFolder } from './run-folder.js';
import { apiServerFlags, controllerManagerFlags, etcdFlags, FILES, toArguments } from './server-flags.js';
import { ServerProcess } from './server-process.js';
import { TokenAuthenticator } from './token-authenticator.js';
import { UserTokens } from './user-tokens.js';

const DEFAULT_ACCOUNT = '/api/v1/namespaces/default/serviceaccounts/default';

/** etcd, kube-apiserver and kube-controller-manager of the real thing, on the loopback, with RBAC, for one test run. */
export class RealControlPlane {
  readonly folder: string;
  readonly #binaries: Binaries;
  readonly #servers: ServerProcess[] = [];
  #access: ClusterAccess | undefined;
  #authenticator: TokenAuthenticator | undefined;

  private constructor(binaries: Binaries) {
    this.#binaries = binaries;
    this.folder = createRunFolder();
  }

  /** Resolves when objects can be made: namespaces have their service accounts. @throws Error with the end of a log. */
  static async start(binaries: Binaries): Promise<RealControlPlane> {
    const plane = new RealControlPlane(binaries);
    try {
      await plane.#start();
      return plane;
    } catch (error) {
      await plane.stop();
      throw error;
    }
  }

  get access(): ClusterAccess {
    if (!this.#access) throw new Error('the control plane has not started');
    return this.#access;
  }

  get url(): string {
    return this.access.url;
  }

  get ca(): string {
    return this.access.ca;
  }

  get adminKubeconfig(): string {
    return this.access.kubeconfig();
  }

  createUserToken(username: string, groups?: readonly string[]): string {
    return this.access.createUserToken(username, groups);
  }

  /** Of the API server, as it says itself. */
  async version(): Promise<string> {
    const { text } = await ask(this.access, '/version');
    return (JSON.parse(text) as { gitVersion: string }).gitVersion;
  }

  /** What its users ask of it from now on, for whoever closes it. */
  openAuditLog(): AuditLog {
    return new AuditLog(join(this.folder, FILES.auditLog));
  }

  /** Makes the garbage collector look for new kinds now: by itself it does so twice a minute. */
  async restartControllers(): Promise<void> {
    await this.#servers.pop()?.stop();
    await this.#startControllers();
  }

  /** Resolves when every process and every file is gone. */
  async stop(): Promise<void> {
    for (const server of this.#servers.reverse()) await server.stop();
    await this.#authenticator?.close();
    removeRunFolder(this.folder);
  }

  async #start(): Promise<void> {
    const [etcdPort, peerPort, apiPort] = await freePorts(3);
    const ports = { etcd: etcdPort!, peer: peerPort!, api: apiPort! };
    await this.#prepare(`https://127.0.0.1:${apiPort}`);
    this.#access = new ClusterAccess(this.folder);
    this.#run('etcd', etcdFlags(this.folder, ports));
    const apiServer = this.#run('kube-apiserver', apiServerFlags(this.folder, ports));
    await apiServer.ready(() => this.#answers('/readyz'));
    await this.#startControllers();
  }

  async #startControllers(): Promise<void> {
    const manager = this.#run('kube-controller-manager', controllerManagerFlags(this.folder));
    await manager.ready(() => this.#answers(DEFAULT_ACCOUNT));
  }

  #run(name: keyof Binaries, flags: Readonly<Record<string, string>>): ServerProcess {
    const server = new ServerProcess({
      name,
      program: this.#binaries[name],
      args: toArguments(flags),
      folder: this.folder,
    });
    this.#servers.push(server);
    return server;
  }

  async #answers(path: string): Promise<boolean> {
    return (await ask(this.access, path)).status === 200;
  }

  /** Writes what servers and clients read. */
  async #prepare(url: string): Promise<void> {
    const authority = await Authority.create();
    const server = await authority.sign('control-plane');
    const adminToken = randomSecret();
    const tokenKey = randomSecret();
    this.#authenticator = await TokenAuthenticator.listen(new UserTokens(tokenKey), server);
    const ca = authority.certificate;
    this.#write(ACCESS_FILES.url, url);
    this.#write(ACCESS_FILES.ca, ca);
    this.#write(ACCESS_FILES.adminToken, adminToken);
    this.#write(ACCESS_FILES.tokenKey, tokenKey);
    this.#write(FILES.tokens, `${adminToken},system:admin,system:admin,"system:masters"\n`);
    this.#write(FILES.auditPolicy, JSON.stringify(AUDIT_POLICY));
    this.#write(FILES.adminKubeconfig, buildKubeconfig({ url, ca, token: adminToken }));
    this.#write(FILES.authenticatorKubeconfig, buildKubeconfig({ url: this.#authenticator.url, ca, token: '' }));
    this.#writePair(FILES.server, server);
    this.#writePair(FILES.accounts, createSigningKey());
  }

  #writePair({ certificate, key }: { certificate: string; key: string }, pair: KeyPair): void {
    this.#write(certificate, pair.certificate);
    this.#write(key, pair.privateKey);
  }

  #write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text, { mode: 0o600 });
  }
}

const randomSecret = (): string => randomBytes(32).toString('hex');

/** Of the tokens of service accounts; whoever checks them needs the public half alone, and no certificate. */
function createSigningKey(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { certificate: publicKey, privateKey };
}

/** Held all at once, so that they differ, and let go: whoever takes one in between makes the start fail, not err. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((open) => server.listen(0, '127.0.0.1', open))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
