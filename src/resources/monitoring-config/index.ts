export * from './monitoring-config.js';
