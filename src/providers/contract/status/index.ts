export * from './conditions.js';
export * from './endpoints.js';
export * from './engine-view.js';
export * from './members.js';
export * from './phase.js';
export * from './reference.js';
