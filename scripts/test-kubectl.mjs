/**
 * `npm run test:kubectl [-- --check] [-- <jest arguments>]`: the real kubectl against the embedded API and against a real
 * one, where its binaries are at hand. A run of all of it writes its counts into docs/conformance.md; with `--check` it
 * fails where they differ from those. One line for what is missing.
 */
import './typescript-hooks.mjs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { runJest } from './conformance/jest-run.mjs';
import { publish, readArguments } from './conformance/publish.mjs';

const { findBuiltBinaries, HOW_TO_GET, versionsOf } = await import('../test/envtest/binaries.ts');

const SUITE = 'test/kubectl';
const CONFIG = 'test/kubectl/jest.config.mjs';

const { check, jestArgs } = readArguments();

const kubectl = spawnSync('kubectl', ['version', '--client', '--output=json'], { encoding: 'utf8' });
if (kubectl.status === 0) process.exitCode = await runBoth(JSON.parse(kubectl.stdout).clientVersion.gitVersion);
else console.log('skipped: kubectl is not on the PATH; get it from https://kubernetes.io/docs/tasks/tools/');

async function runBoth(kubectlVersion) {
  console.log(`kubectl ${kubectlVersion} and the embedded server`);
  const embedded = await runJest({ config: CONFIG, args: jestArgs });
  if (embedded.code !== 0) return embedded.code;
  const binaries = findBuiltBinaries(process.env);
  if (!binaries) {
    console.log(`skipped: kubectl and a real control plane; npm run test:envtest builds one, or ${HOW_TO_GET}`);
    return 0;
  }
  const { 'kube-apiserver': apiServer } = versionsOf(binaries);
  console.log(`kubectl ${kubectlVersion} and kube-apiserver ${apiServer}`);
  const real = await runJest({ config: CONFIG, args: jestArgs, env: realClusters(binaries) });
  if (real.code !== 0 || jestArgs.length > 0) return real.code;
  const used = `kubectl ${kubectlVersion}; real: kube-apiserver ${apiServer}.`;
  const runs = { real: real.passed, embedded: embedded.passed };
  const frame = (table) => `${used}\n\n${table}`;
  return publish({ command: 'npm run test:kubectl', suite: SUITE, ...runs, frame, check });
}

function realClusters(binaries) {
  return { TEST_CLUSTERS: 'real', KUBEBUILDER_ASSETS: path.dirname(binaries['kube-apiserver']) };
}
