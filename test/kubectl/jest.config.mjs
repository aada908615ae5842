import root from '../../jest.config.mjs';

/** @type {import('jest').Config} */
export default {
  ...root,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/kubectl/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Each has a server of its own, and the binary is another process yet.
  maxWorkers: '100%',
};
