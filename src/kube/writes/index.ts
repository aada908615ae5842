export { applyMergePatch } from './apply-merge-patch.js';
export * from './covers-desired.js';
export * from './finalizers.js';
export { createMergePatch } from './merge-patch.js';
export * from './stable-hash.js';
export * from './status.js';
