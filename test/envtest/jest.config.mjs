import base from '../../jest.config.mjs';

/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../..',
  testMatch: [
    '<rootDir>/test/conformance/apiserver/**/*.spec.ts',
    '<rootDir>/test/integration/**/*.spec.ts',
    '<rootDir>/test/e2e/**/*.spec.ts',
    '<rootDir>/test/envtest/**/*.spec.ts',
  ],
  // The sandbox brings its own API server, which no other can stand in for.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/sandbox-process.spec.ts'],
  // Several files at a time would see each other's cluster-wide objects.
  maxWorkers: 1,
  testTimeout: 60_000,
};
