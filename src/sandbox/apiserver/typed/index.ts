export type * from './api-type.js';
export * from './built-in-type.js';
export * from './read-typed.js';
