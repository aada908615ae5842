/** The application as a process of its own, started as `npm start` does; notes when reconciles begin. */
import 'reflect-metadata';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { KubeConfig } from '@kubernetes/client-node';
import { startApp } from '../../dist/app.js';
import { loadSettings } from '../../dist/config/index.js';
import { ANNOTATIONS, LABELS } from '../../dist/domain/naming.js';
import { HttpKubeClient } from '../../dist/kube/client/index.js';
import { Reflector } from '../../dist/kube/informer/reflector.js';
import { silentLogger } from '../../dist/kube/logger.js';
import { DatabaseClusterReconciler } from '../../dist/reconcilers/database-cluster/database-cluster.reconciler.js';
import { readCpuMs, readMemory, serveCalls } from './worker.mjs';

/** Every figure is of one caller who asks as fast as they can; audit records would go to the standard output of this worker. */
const MEASURED_ENV = { PORT: '0', DBAAS_AUDIT: 'none', DBAAS_READS_PER_MINUTE: '0', DBAAS_WRITES_PER_MINUTE: '0' };

let app;
let events = 0;
/** Begin of the last reconcile of each cluster, in milliseconds since the epoch. */
const begun = new Map();
/** Clusters whose next look is waited for, and the looks that were taken. */
let awaited = new Set();
const looks = { count: 0, firstAt: undefined, lastAt: undefined };

const { take } = Reflector.prototype;
Reflector.prototype.take = function (event) {
  events += 1;
  return take.call(this, event);
};

const { reconcile } = DatabaseClusterReconciler.prototype;
DatabaseClusterReconciler.prototype.reconcile = function (key, ctx) {
  noteBegin(key.name, performance.timeOrigin + performance.now());
  return reconcile.call(this, key, ctx);
};

/** What is created for one cluster and bears a hash of itself: whoever copies that cluster makes the hash anew. */
let recorded;
const writes = [];

const { create } = HttpKubeClient.prototype;
HttpKubeClient.prototype.create = function (type, object, options) {
  const { labels, annotations } = object.metadata;
  const isRecorded = recorded !== undefined && labels?.[LABELS.cluster] === recorded;
  if (isRecorded && annotations?.[ANNOTATIONS.appliedHash]) writes.push(object);
  return create.call(this, type, object, options);
};

function noteBegin(name, at) {
  begun.set(name, at);
  if (!awaited.delete(name)) return;
  looks.count += 1;
  looks.firstAt ??= at;
  looks.lastAt = at;
}

serveCalls({
  async start({ kubeconfig, env }) {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(kubeconfig);
    app = await startApp({
      settings: loadSettings({ ...MEASURED_ENV, ...env }),
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
  begunSince: (sinceMs) => [...begun].filter(([, at]) => at > sinceMs).map(([name]) => name),
  begunCount: () => begun.size,
  recordWritesOf: (name) => void (recorded = name),
  recordedWrites: () => writes,
  lookOutFor: (names) => void (awaited = new Set(names)),
  looks: () => looks,
  knownMembers: () => app.lifecycle.shards.members,
  /** Of all watches, bookmarks included. */
  events: () => events,
  memory: readMemory,
  cpuMs: readCpuMs,
  stop: () => app?.stop(),
});
