export * from './enums.js';
export * from './ops-request.js';
export * from './parameters.js';
export * from './spec.js';
export * from './status.js';
