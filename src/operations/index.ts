export * from './capabilities.js';
export * from './delivery.js';
export * from './intent.js';
export * from './judge.js';
export * from './phases.js';
export * from './plan.js';
export * from './queue.js';
export * from './readiness.js';
