export * from './database-cluster.js';
export * from './deletion-protection.js';
export * from './enums.js';
export * from './inputs.js';
export * from './spec.js';
export * from './status.js';
