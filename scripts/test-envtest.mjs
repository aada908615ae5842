/**
 * `npm run test:envtest [-- <jest arguments>]`: the suites against a real kube-apiserver. One line where there is none and
 * no way to build one.
 */
import './typescript-hooks.mjs';
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import process from 'node:process';

const { findBinaries, HOW_TO_GET } = await import('../test/envtest/binaries.ts');
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
    return await runJest(plane.folder);
  } finally {
    await plane.stop();
  }
}

function runJest(folder) {
  const jest = spawn(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
      ...['--config', 'test/envtest/jest.config.mjs', ...process.argv.slice(2)],
    ],
    { stdio: 'inherit', env: { ...process.env, ENVTEST_CONTROL_PLANE: folder } },
  );
  // They reach Jest as well, whose end is waited for: the control plane stops after it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
  return new Promise((resolve) => jest.on('exit', (code) => resolve(code ?? 1)));
}
