export * from './applier.js';
export * from './cleanup.js';
export * from './connection.js';
export * from './incarnation.js';
export * from './observation.js';
export * from './observed.js';
export * from './provider.js';
export * from './registry.js';
