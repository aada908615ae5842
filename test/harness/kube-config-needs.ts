/**
 * What the KubeConfig of the client library takes from its 800 generated modules. Nobody here calls the others, and each
 * test file has its modules for itself: with all of them, half a second of each.
 */
export { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
export { ServerConfiguration } from '@kubernetes/client-node/dist/gen/servers.js';
