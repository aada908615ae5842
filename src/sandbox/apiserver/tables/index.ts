export * from './core-columns.js';
export * from './partial-object-metadata.js';
export * from './presentation.js';
export * from './render-table.js';
export type * from './table.js';
