export { CACHE_ACCESS } from './access.js';
export * from './cluster-caches.js';
export * from './observed-children.js';
export * from './probe-inputs.js';
export * from './users.js';
