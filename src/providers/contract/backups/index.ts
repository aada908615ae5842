export * from './rebirth/index.js';
export * from './orders.js';
export * from './release-rule.js';
export * from './restore-progress.js';
export * from './safety-backup.js';
export * from './tools.js';
export * from './why-not.js';
