export * from './admission-attributes.js';
export * from './admission-chain.js';
export * from './validate-configuration.js';
