export * from './cluster-caches.js';
export * from './observed-children.js';
