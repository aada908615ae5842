export * from './engine-rule.js';
export * from './settings.js';
