/** Everything that must hold before a change is offered, one line each; what fails is told in full. `npm run verify`. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const CHECKS = [
  { name: 'build', command: ['nest', 'build'] },
  { name: 'generated files', command: ['node', 'scripts/generate.mjs', '--check'] },
  { name: 'description of REST', command: ['node', 'scripts/lint-openapi.mjs'] },
  { name: 'schema of GraphQL', command: ['graphql-schema-linter', 'schema.gql'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'format', command: ['prettier', '--check', '.'] },
  { name: 'boundaries', command: ['depcruise', 'src', '--config', '.dependency-cruiser.cjs'] },
];

const root = fileURLToPath(new URL('..', import.meta.url));
// The project's own tools first, whoever started this script.
const env = { ...process.env, PATH: [path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter) };

function run({ name, command: [program, ...args] }) {
  const start = Date.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: root, env, encoding: 'utf8' });
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  const passed = status === 0;
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (!passed) console.log([stdout, stderr, error?.message].filter(Boolean).join('\n').trim());
  return passed;
}

// Not `every`: one run shows all that is wrong.
process.exitCode = CHECKS.map(run).includes(false) ? 1 : 0;
