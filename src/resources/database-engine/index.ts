export * from './database-engine.js';
export * from './enums.js';
export * from './spec.js';
export * from './status.js';
