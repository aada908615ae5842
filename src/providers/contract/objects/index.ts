export * from './child-actions.js';
export * from './compute-resources.js';
export * from './keep-apart.js';
export * from './pod-monitor.js';
export * from './pods.js';
export * from './shared-watches.js';
export * from './trimming.js';
export * from './volume-claims.js';
