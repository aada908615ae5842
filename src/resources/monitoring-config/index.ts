export * from './inputs.js';
export * from './monitoring-config.js';
export * from './spec.js';
export * from './status.js';
