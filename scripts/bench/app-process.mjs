/** The application as a process of its own, started as `npm start` does; notes when reconciles begin. */
import 'reflect-metadata';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { KubeConfig } from '@kubernetes/client-node';
import { startApp } from '../../dist/app.js';
import { loadSettings } from '../../dist/config/index.js';
import { silentLogger } from '../../dist/kube/logger.js';
import { DatabaseClusterReconciler } from '../../dist/reconcilers/database-cluster/database-cluster.reconciler.js';
import { readCpuMs, readMemory, serveCalls } from './worker.mjs';

let app;
/** Begin of the last reconcile of each key, in milliseconds since the epoch. */
const begun = new Map();

const { reconcile } = DatabaseClusterReconciler.prototype;
DatabaseClusterReconciler.prototype.reconcile = function (key, ctx) {
  begun.set(key.name, performance.timeOrigin + performance.now());
  return reconcile.call(this, key, ctx);
};

serveCalls({
  async start({ kubeconfig, env }) {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(kubeconfig);
    app = await startApp({
      settings: loadSettings({ PORT: '0', ...env }),
      kubeConfig,
      logger: silentLogger,
      onFatal: (error) => {
        throw error;
      },
    });
    return { url: app.url, msSinceSpawn: process.uptime() * 1000 };
  },

  /** When the last reconcile of the cluster began. */
  begunAt: (name) => begun.get(name) ?? 0,
  memory: readMemory,
  cpuMs: readCpuMs,
  stop: () => app?.stop(),
});
