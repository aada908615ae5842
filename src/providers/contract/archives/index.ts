export * from './annotations.js';
export * from './archiving-record.js';
export * from './life-folder.js';
export * from './log-shipping.js';
export * from './recoverable-moment.js';
export * from './requested-version.js';
export * from './told-archive.js';
