export * from './condition.js';
export * from './core-types.js';
export * from './object.js';
export * from './quantity.js';
export * from './resource-type.js';
export * from './resource-version.js';
export * from './selector.js';
export * from './status.js';
