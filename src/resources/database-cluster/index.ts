export * from './database-cluster.js';
export * from './spec.js';
export * from './status.js';
