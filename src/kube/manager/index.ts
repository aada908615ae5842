export { Controller, type ControllerOptions } from './controller.js';
export { Manager, type ManagerOptions } from './manager.js';
export * from './predicate.js';
export * from './reconciler.js';
export * from './watch-source.js';
