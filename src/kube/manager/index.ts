export { Controller, type ControllerOptions, type EnqueueOptions } from './controller.js';
export { Manager, type ManagerOptions } from './manager.js';
export * from './predicate.js';
export * from './reconciler.js';
export * from './watch-source.js';
