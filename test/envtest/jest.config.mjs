import base from '../../jest.config.mjs';

/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../..',
  testMatch: [
    '<rootDir>/test/conformance/apiserver/**/*.spec.ts',
    '<rootDir>/test/integration/kube-runtime.spec.ts',
    '<rootDir>/test/envtest/**/*.spec.ts',
  ],
  testPathIgnorePatterns: ['/node_modules/'],
  // Several files at a time would see each other's cluster-wide objects.
  maxWorkers: 1,
  testTimeout: 60_000,
};
