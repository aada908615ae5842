export * from '../shared/backup-type.js';
export * from './database-backup.js';
export * from './enums.js';
export * from './inputs.js';
export * from './spec.js';
export * from './status.js';
