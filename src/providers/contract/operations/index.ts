export * from './baseline.js';
export * from './changed-settings.js';
export * from './define-operation.js';
export * from './limits.js';
export * from './report.js';
export * from './grow-volume.js';
