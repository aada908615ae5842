import { availableParallelism } from 'node:os';
import process from 'node:process';

/** With TEST_LONG=true: minutes for what shorter suites show of one case, over every moment, fault or mix of them. */
const LONG = [
  'backups/(percona-crash|percona-restore|records)',
  'clusters/(crash|edits)',
  'engines/[^/]*-(failures|operations)',
  'operations/(kill|random-mix)',
  'sandbox/barman-crash',
  'sharding-kill',
].map((name) => `<rootDir>/test/integration/${name}[.]spec[.]ts`);

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    // The library's own KubeConfig, without what it generates for other callers.
    '^@kubernetes/client-node$': '<rootDir>/node_modules/@kubernetes/client-node/dist/config.js',
    '^\\./gen/index\\.js$': '<rootDir>/test/harness/kube-config-needs.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  // Suites that need something a bare machine lacks have a command of their own.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/dist/',
    '<rootDir>/test/kubectl/',
    '<rootDir>/test/envtest/',
    ...(process.env.TEST_LONG === 'true' ? [] : LONG),
  ],
  setupFiles: ['reflect-metadata'],
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/slowest-first.mjs',
  // Half as many again as cores: a product that waits for a lease or a time limit leaves its core to another.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  // Modules of a suite that has ended are not let go: a worker that has grown makes way for a new one.
  workerIdleMemoryLimit: '1GB',
};
