export * from './journal.js';
export type * from './object-reader.js';
export * from './object-store.js';
export type * from './resource-history.js';
export * from './sqlite-journal.js';
export type * from './store-event.js';
export * from './stored-object.js';
