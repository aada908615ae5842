/** `npm run test:kubectl`: the real kubectl against the embedded API; one line where there is none. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const found = spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' });
if (found.status !== 0) {
  console.log('skipped: kubectl is not on the PATH; get it from https://kubernetes.io/docs/tasks/tools/');
  process.exit(0);
}
console.log(found.stdout.trim());
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const { status } = spawnSync(process.execPath, [...jest, '--config', 'test/kubectl/jest.config.mjs'], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
