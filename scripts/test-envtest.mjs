/**
 * `npm run test:envtest [-- --check] [-- <jest arguments>]`: the suites against a real kube-apiserver, and the conformance
 * suite against the embedded one too. A run of all of it writes its counts into docs/conformance.md; with `--check` it
 * fails where they differ from those. One line where there is no real control plane and no way to build one.
 */
import './typescript-hooks.mjs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { runJest } from './conformance/jest-run.mjs';
import { publish, readArguments } from './conformance/publish.mjs';

const { findBinaries, HOW_TO_GET, versionsOf } = await import('../test/envtest/binaries.ts');
const { ACCESS_FILES } = await import('../test/envtest/cluster-access.ts');
const { RealControlPlane } = await import('../test/envtest/control-plane.ts');

const SUITE = 'test/conformance/apiserver';
const FUZZER = 'test/envtest/fuzz-differential.spec.ts';

const { check, jestArgs } = readArguments();

const binaries = await findBinaries({ env: process.env, log: (line) => console.log(line) });
if (binaries) process.exitCode = await runSuites();
else console.log(`skipped: no real control plane; ${HOW_TO_GET}`);

async function runSuites() {
  const versions = Object.entries(versionsOf(binaries))
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
  const real = await runOnReal(versions);
  if (real.code !== 0 || jestArgs.length > 0) return real.code;
  console.log('the conformance suite on the embedded server');
  const embedded = await runJest({ config: 'jest.config.mjs', args: [SUITE] });
  if (embedded.code !== 0) return embedded.code;
  const frame = (table) => [`Real: ${versions}.`, table, 'Fuzzed side by side:', fuzzedBy(real)].join('\n\n');
  const runs = { real: real.passed, embedded: embedded.passed };
  return publish({ command: 'npm run test:envtest', suite: SUITE, ...runs, frame, check });
}

/** The tests tell by their titles how many cases they compare. */
function fuzzedBy({ passed }) {
  const titles = passed.filter(({ file }) => file === FUZZER).map(({ title }) => `- ${title}`);
  return titles.join('\n');
}

async function runOnReal(versions) {
  const begun = performance.now();
  const plane = await RealControlPlane.start(binaries);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${versions} at ${plane.url}, ready in ${seconds} s`);
  try {
    return await runJest({ config: 'test/envtest/jest.config.mjs', args: jestArgs, env: addressOf(plane) });
  } finally {
    await plane.stop();
  }
}

/** How the suites find the server, or the binaries for one of their own: each looks before it starts an embedded one. */
function addressOf({ folder, url }) {
  return {
    KUBEBUILDER_ASSETS: path.dirname(binaries['kube-apiserver']),
    TEST_CLUSTERS: 'real',
    ENVTEST_CONTROL_PLANE: folder,
    CONFORMANCE_APISERVER_URL: url,
    CONFORMANCE_APISERVER_CA: path.join(folder, ACCESS_FILES.ca),
    CONFORMANCE_APISERVER_TOKEN: path.join(folder, ACCESS_FILES.adminToken),
  };
}
