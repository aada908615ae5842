/**
 * `npm run test:envtest [-- <jest arguments>]`: the suites against a real kube-apiserver. One line where there is none and
 * no way to build one.
 */
import './typescript-hooks.mjs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';

const { findBinaries, HOW_TO_GET } = await import('../test/envtest/binaries.ts');
const { ACCESS_FILES } = await import('../test/envtest/cluster-access.ts');
const { RealControlPlane } = await import('../test/envtest/control-plane.ts');

const binaries = await findBinaries({ env: process.env, log: (line) => console.log(line) });
if (binaries) process.exitCode = await runSuites(binaries);
else console.log(`skipped: no real control plane; ${HOW_TO_GET}`);

async function runSuites(found) {
  const begun = performance.now();
  const plane = await RealControlPlane.start(found);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`kube-apiserver ${await plane.version()} at ${plane.url}, ready in ${seconds} s`);
  try {
    return await runJest(plane);
  } finally {
    await plane.stop();
  }
}

function runJest(plane) {
  const jest = spawn(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
      ...['--config', 'test/envtest/jest.config.mjs', ...process.argv.slice(2)],
    ],
    { stdio: 'inherit', env: { ...process.env, ...addressOf(plane) } },
  );
  // They reach Jest as well, whose end is waited for: the control plane stops after it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
  return new Promise((resolve) => jest.on('exit', (code) => resolve(code ?? 1)));
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
