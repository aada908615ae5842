export { renderConfigurationDocument } from './document.js';
export { ConfigError, loadSettings, Settings, type Environment } from './load.js';
export * from './audit-settings.js';
export * from './authentication-settings.js';
export * from './graphql-settings.js';
export * from './rate-settings.js';
export * from './settings.js';
