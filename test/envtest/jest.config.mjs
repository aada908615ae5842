import process from 'node:process';
import base from '../../jest.config.mjs';

/**
 * With ENVTEST_LONG=true, so that a run of everything else stays within minutes: they prove rules of the product, each over
 * many databases or many answers, on whatever server; what a server has to do with them, shorter ones show.
 */
const LONG = [
  'conformance/engines/real-crds',
  'e2e/audit',
  'e2e/backups-graphql',
  'e2e/data-sources',
  'e2e/engines-graphql',
  'e2e/graphql',
  'e2e/lists',
  'e2e/operations-graphql',
  'e2e/operations-rest',
  'integration/backups/crash',
  'integration/backups/percona-crash',
  'integration/backups/percona-restore',
  'integration/backups/records',
  'integration/backups/restore',
  'integration/clusters/crash',
  'integration/clusters/edits',
  'integration/clusters/operator-absent',
  'integration/clusters/spec-valid',
  'integration/clusters/steady-state',
  'integration/engines/[^/]*-(backups|failures|lifecycle|operations)',
  'integration/operations/crash',
  'integration/operations/failure',
  'integration/operations/random-mix',
  'integration/operations/success',
].map((name) => `<rootDir>/test/${name}[.]spec[.]ts`);

/** They bring an API server of their own, which they harm or which is what they try; or depend on none, as stand-ins do. */
const ON_ANOTHER_SERVER = [
  'e2e/sandbox-process.spec.ts',
  'integration/backups/loop.spec.ts',
  'integration/faults/',
  'integration/operations/kill.spec.ts',
  'integration/sandbox/',
  'integration/sharding-kill.spec.ts',
].map((name) => `<rootDir>/test/${name}`);

/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../..',
  testMatch: [
    '<rootDir>/test/conformance/apiserver/**/*.spec.ts',
    '<rootDir>/test/conformance/engines/real-crds.spec.ts',
    '<rootDir>/test/integration/**/*.spec.ts',
    '<rootDir>/test/e2e/**/*.spec.ts',
    '<rootDir>/test/envtest/**/*.spec.ts',
  ],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...ON_ANOTHER_SERVER,
    ...(process.env.ENVTEST_LONG === 'true' ? [] : LONG),
  ],
  // Several files at a time would see each other's cluster-wide objects.
  maxWorkers: 1,
  testTimeout: 60_000,
};
