export * from './json-document.js';
export * from './json-patch.js';
export * from './json-patch-error.js';
