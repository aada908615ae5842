export * from './backup-storage.js';
export * from './enums.js';
export * from './inputs.js';
export * from './spec.js';
export * from './status.js';
