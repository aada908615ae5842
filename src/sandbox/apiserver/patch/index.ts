export * from './apply-patch.js';
export * from './patch-error.js';
