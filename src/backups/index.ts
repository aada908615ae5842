export * from './describe-window.js';
export * from './phases.js';
export * from './recovery-window.js';
export * from './resolve-source.js';
export * from './segments-of-cluster.js';
export * from './world.js';
