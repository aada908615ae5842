import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** Runs the suites of a configuration in sight of the user; with its exit code, and what passed. */
export async function runJest({ config, args = [], env = {} }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'jest-run-'));
  const file = path.join(folder, 'report.json');
  try {
    const code = await spawnJest(['--config', config, '--json', `--outputFile=${file}`, ...args], env);
    return { code, passed: code === 0 ? passedTests(JSON.parse(await readFile(file, 'utf8'))) : [] };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function spawnJest(args, env) {
  const jest = spawn(process.execPath, [...JEST, ...args], { stdio: 'inherit', env: { ...process.env, ...env } });
  // They reach Jest as well, whose end is waited for: what the caller started stops after it.
  const pass = (signal) => jest.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass);
  return new Promise((resolve) => jest.once('exit', (code) => resolve(code ?? 1))).finally(() => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, pass);
  });
}

function passedTests({ testResults }) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed')
      .map(({ title }) => ({ file: path.relative(process.cwd(), name), title })),
  );
}
