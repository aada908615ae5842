import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ask } from './api-request.js';
import { Authority } from './authority.js';
import type { Binaries } from './binaries.js';
import { ACCESS_FILES, ClusterAccess } from './cluster-access.js';
import { createRunFolder, removeRunFolder } from './run-folder.js';
import { apiServerFlags, controllerManagerFlags, etcdFlags, FILES, toArguments } from './server-flags.js';
import { ServerProcess } from './server-process.js';

const DEFAULT_ACCOUNT = '/api/v1/namespaces/default/serviceaccounts/default';

/** etcd, kube-apiserver and kube-controller-manager of the real thing, on the loopback, with RBAC, for one test run. */
export class RealControlPlane {
  readonly folder: string;
  readonly #binaries: Binaries;
  readonly #servers: ServerProcess[] = [];
  #access: ClusterAccess | undefined;

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

  createUserToken(name: string): Promise<string> {
    return this.access.createUserToken(name);
  }

  /** Of the API server, as it says itself. */
  async version(): Promise<string> {
    const { text } = await ask(this.access, '/version');
    return (JSON.parse(text) as { gitVersion: string }).gitVersion;
  }

  /** Resolves when every process and every file is gone. */
  async stop(): Promise<void> {
    for (const server of this.#servers.reverse()) await server.stop();
    removeRunFolder(this.folder);
  }

  async #start(): Promise<void> {
    const [etcdPort, peerPort, apiPort] = await freePorts(3);
    const url = `https://127.0.0.1:${apiPort}`;
    await this.#writeSecrets(url);
    this.#access = new ClusterAccess(this.folder);
    const ports = { etcd: etcdPort!, peer: peerPort!, api: apiPort! };
    this.#run('etcd', etcdFlags(this.folder, ports));
    const apiServer = this.#run('kube-apiserver', apiServerFlags(this.folder, ports));
    await apiServer.ready(() => this.#answers('/readyz'));
    this.#write(FILES.kubeconfig, this.access.kubeconfig());
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

  async #writeSecrets(url: string): Promise<void> {
    const authority = await Authority.create();
    const { certificate, privateKey } = await authority.export();
    const server = await authority.signServer('control-plane');
    const accounts = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const adminToken = randomBytes(32).toString('hex');
    this.#write(ACCESS_FILES.url, url);
    this.#write(ACCESS_FILES.ca, certificate);
    this.#write(ACCESS_FILES.caKey, privateKey);
    this.#write(ACCESS_FILES.adminToken, adminToken);
    this.#write(FILES.tokens, `${adminToken},system:admin,system:admin,"system:masters"\n`);
    this.#write(FILES.serverCertificate, server.certificate);
    this.#write(FILES.serverKey, server.privateKey);
    this.#write(FILES.accountsPublicKey, accounts.publicKey);
    this.#write(FILES.accountsPrivateKey, accounts.privateKey);
  }

  #write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text, { mode: 0o600 });
  }
}

/** Held all at once, so that they differ, and let go: whoever takes one in between makes the start fail, not err. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((open) => server.listen(0, '127.0.0.1', open))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
