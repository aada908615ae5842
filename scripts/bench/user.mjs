/** Whoever uses the cluster besides the application: makes DatabaseClusters and watches what becomes of them. */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { KubeConfig } from '@kubernetes/client-node';
import { connect, DATABASE_CLUSTER, SharedInformers } from './product.mjs';
import { forEachOf } from './statistics.mjs';

export const NAMESPACE = 'default';
const CONCURRENT_CREATES = 16;
const POLL_MS = 20;
/** The time told is that of the last change, so that looking less often measures no less exactly. */
const pollMs = (count) => Math.max(POLL_MS, count / 10);

export class User {
  #informers;
  #clusters;
  #changedAt = 0;

  static async of(cluster, name) {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(await cluster.call('kubeconfigFor', name));
    return new User(connect(kubeConfig, { userAgent: name }));
  }

  constructor(client) {
    this.client = client;
    this.#informers = new SharedInformers({ client });
    this.#clusters = this.#informers.ensure({ type: DATABASE_CLUSTER });
    const note = () => (this.#changedAt = performance.now());
    this.#clusters.addHandler({ add: note, update: note, delete: note });
    this.#informers.start();
  }

  /** Names them `<prefix>-0` and so on, or from another number on, and returns the names. */
  async createClusters(prefix, count, members, from = 0) {
    const names = Array.from({ length: count }, (_, index) => `${prefix}-${from + index}`);
    await forEachOf(names, CONCURRENT_CREATES, (name) =>
      this.client.create(DATABASE_CLUSTER, aCluster(name, members), { fieldManager: 'bench' }),
    );
    return names;
  }

  async deleteClusters(names) {
    await forEachOf(names, CONCURRENT_CREATES, (name) =>
      this.client.delete(DATABASE_CLUSTER, { namespace: NAMESPACE, name }),
    );
  }

  /** Resolves with the time, on this process's clock, at which so many clusters were there. */
  async untilPhase(isThere, count) {
    let seenAt;
    for (;;) {
      // Looking through ten thousand again and again would take from those who are measured.
      if (seenAt !== this.#changedAt) {
        seenAt = this.#changedAt;
        const clusters = this.#clusters.store.list();
        if (clusters.filter(({ metadata, status }) => isThere(metadata.name, status)).length >= count) return seenAt;
      }
      await delay(pollMs(count));
    }
  }

  untilRunning(count) {
    return this.untilPhase(isRunning, count);
  }

  async untilThereAre(count) {
    while (this.#clusters.store.size !== count) await delay(POLL_MS);
  }

  async close() {
    await this.#informers.stop();
    await this.client.close();
  }
}

export const isRunning = (_name, status) => status?.phase === 'Running';

export function aCluster(name, members) {
  return {
    apiVersion: 'dbaas.io/v1alpha1',
    kind: 'DatabaseCluster',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      engine: 'postgresql',
      version: '17',
      clusterSize: members,
      storage: { size: '10Gi' },
      config: [{ name: 'max_connections', value: '200' }],
    },
  };
}
