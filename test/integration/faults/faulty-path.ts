import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { FaultProxy } from '../../doubles/fault-proxy.js';
import { Authority } from '../../envtest/authority.js';

const EXPIRED = new Date(Date.now() - 60_000);
let tokens = 0;

/** The way from the product to its API server: a proxy that does harm, and the files that the product's credentials are in. */
export class FaultyPath {
  private constructor(
    readonly proxy: FaultProxy,
    private readonly folder: string,
    private readonly serverAuthority: Authority,
  ) {}

  static async open(upstream: { url: string; caCertificate: string; token: string }): Promise<FaultyPath> {
    const folder = mkdtempSync(join(tmpdir(), 'faulty-path-'));
    const [servers, clients] = await Promise.all([Authority.create(), Authority.create()]);
    const token = nextToken();
    const proxy = await FaultProxy.start({
      upstream,
      identity: await servers.sign('proxy'),
      clientAuthority: clients.certificate,
      token,
    });
    const path = new FaultyPath(proxy, folder, servers);
    path.write('ca.crt', servers.certificate);
    path.write('token', token);
    await path.writeClientCertificate(clients);
    return path;
  }

  /** Everything in files, as in a pod. */
  get kubeConfig(): KubeConfig {
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      { name: 'faulty', server: this.proxy.url, skipTLSVerify: false, caFile: this.file('ca.crt') },
      {
        name: 'product',
        certFile: this.file('client.crt'),
        keyFile: this.file('client.key'),
        authProvider: { name: 'tokenFile', config: { tokenFile: this.file('token') } },
      },
    );
    return config;
  }

  /** The token that the product holds is refused before the new one is in its file. */
  expireToken(): () => void {
    const token = nextToken();
    this.proxy.acceptOnly(token);
    return () => this.write('token', token);
  }

  /** The client's certificate is refused before the new one is in its file. */
  async expireClientCertificate(): Promise<() => Promise<void>> {
    const clients = await Authority.create();
    this.proxy.admitClientsOf(clients.certificate);
    return () => this.writeClientCertificate(clients);
  }

  /** The server shows an expired certificate until somebody notices. */
  async expireServerCertificate(): Promise<() => Promise<void>> {
    this.proxy.present(await this.serverAuthority.sign('proxy', EXPIRED));
    return async () => this.proxy.present(await this.serverAuthority.sign('proxy'));
  }

  /** The server shows a certificate of an authority that the product is told of too late. */
  async changeServerAuthority(): Promise<() => void> {
    const authority = await Authority.create();
    this.proxy.present(await authority.sign('proxy'));
    return () => this.write('ca.crt', authority.certificate);
  }

  async close(): Promise<void> {
    await this.proxy.stop();
    rmSync(this.folder, { recursive: true });
  }

  private async writeClientCertificate(authority: Authority): Promise<void> {
    const { certificate, privateKey } = await authority.sign('product');
    this.write('client.crt', certificate);
    this.write('client.key', privateKey);
  }

  private write(name: string, content: string): void {
    writeFileSync(this.file(name), content);
  }

  private file(name: string): string {
    return join(this.folder, name);
  }
}

const nextToken = (): string => `token-${(tokens += 1)}`;
