import process from 'node:process';
import base from '../../jest.config.mjs';

/** Each as long as many others: with ENVTEST_LONG=true, so that a run of everything else stays within minutes. */
const LONG = [
  'backups/crash',
  'backups/loop',
  'backups/percona-crash',
  'backups/percona-restore',
  'backups/records',
  'clusters/crash',
  'clusters/edits',
  'clusters/steady-state',
  'engines/kafka-failures',
  'engines/kafka-operations',
  'engines/mongodb-lifecycle',
  'engines/mongodb-operations',
  'engines/mysql-lifecycle',
  'engines/mysql-operations',
  'operations/crash',
  'operations/failure',
  'operations/random-mix',
].map((name) => `<rootDir>/test/integration/${name}.spec.ts`);

/** The sandbox brings its own API server, which no other can stand in for; of its stand-ins nothing depends on the server. */
const OF_THE_SANDBOX = ['<rootDir>/test/e2e/sandbox-process.spec.ts', '<rootDir>/test/integration/sandbox/'];

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
  testPathIgnorePatterns: ['/node_modules/', ...OF_THE_SANDBOX, ...(process.env.ENVTEST_LONG === 'true' ? [] : LONG)],
  // Several files at a time would see each other's cluster-wide objects.
  maxWorkers: 1,
  testTimeout: 60_000,
};
