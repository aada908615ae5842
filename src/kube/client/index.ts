export { connect, type ConnectOptions } from './connect.js';
export { HttpKubeClient } from './http-kube-client.js';
export * from './kube-client.js';
export { loadKubeConfig, type KubeConfigSource } from './kube-config.js';
export * from './kube-error.js';
