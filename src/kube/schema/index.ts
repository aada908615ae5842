export * from './field-error.js';
export type * from './structural-schema.js';
