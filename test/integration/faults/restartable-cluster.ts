import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import type { SandboxCluster } from '../../../src/sandbox/sandbox-cluster.js';
import { startTestCluster } from '../../harness/sandbox-app.js';

/** A cluster that keeps its objects, its address and its credentials when its server and operators start again. */
export class RestartableCluster {
  private constructor(
    private readonly dataDir: string,
    private cluster: SandboxCluster,
  ) {}

  static async start(): Promise<RestartableCluster> {
    const dataDir = mkdtempSync(join(tmpdir(), 'restartable-'));
    return new RestartableCluster(dataDir, await startTestCluster({ dataDir }));
  }

  get api(): SandboxCluster['api'] {
    return this.cluster.api;
  }

  get access(): { url: string; caCertificate: string; token: string } {
    const { url, caCertificate, adminToken } = this.api;
    return { url, caCertificate, token: adminToken };
  }

  /** Of the administrator: the only one whose token outlives a restart. */
  get kubeConfig(): KubeConfig {
    const config = new KubeConfig();
    config.loadFromString(this.api.kubeconfig());
    return config;
  }

  async restart(): Promise<void> {
    const port = Number(new URL(this.api.url).port);
    await this.cluster.stop();
    this.cluster = await startTestCluster({ dataDir: this.dataDir, port });
  }

  async stop(): Promise<void> {
    await this.cluster.stop();
    rmSync(this.dataDir, { recursive: true });
  }
}
