export * from './kube-client.js';
export * from './kube-error.js';
export { connect, HttpKubeClient, type HttpKubeClientOptions } from './http-kube-client.js';
