/** One replica of the product as a process to be killed: `node run-member.mjs <folder of a build>`. */
import 'reflect-metadata';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { KubeConfig } from '@kubernetes/client-node';

const load = (module) => import(pathToFileURL(path.join(process.argv[2], 'dist', module)).href);
const { startApp } = await load('app.js');
const { loadSettings } = await load('config/index.js');
const { silentLogger } = await load('kube/logger.js');

async function start({ kubeconfig, env, leaseTimes }) {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(kubeconfig);
  const onFatal = (error) => {
    throw error;
  };
  const settings = loadSettings(env);
  const { lifecycle } = await startApp({ settings, kubeConfig, leaseTimes, logger: silentLogger, onFatal });
  // Every further message is the question for its part.
  process.on('message', () => process.send(lifecycle.shards));
  process.send(lifecycle.shards);
}

process.once('message', start);
// Who started this has gone, and nobody would stop it.
process.on('disconnect', () => process.exit());
process.send('loaded');
