/**
 * Writes every generated file of the repository, from the built code; with `--check` writes none, prints what would
 * change and ends with 1 if anything would. Run it by `npm run generate`.
 */
import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { schemaFile } from '../dist/api/graphql/schema-file.js';
import { openApiFile } from '../dist/api/rest/openapi/openapi-file.js';
import { renderConfigurationDocument } from '../dist/config/index.js';
import { renderProblemsDocument } from '../dist/domain/problems-document.js';
import { loadExamples } from '../dist/examples.js';
import { rbacFile, userRolesFile } from '../dist/permissions/index.js';
import { resourceFiles } from '../dist/resources/generated-files.js';
import { clientFiles } from './generated-clients.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

async function documentParts() {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return { version, manifests: await loadExamples() };
}

const schema = schemaFile();
const openApi = openApiFile(documentParts);

/** Each is `{ file, render() }`: a path from the root and a function, async or not, that answers the whole text. */
const generators = [
  ...resourceFiles(),
  schema,
  openApi,
  ...clientFiles(openApi, schema),
  rbacFile(),
  userRolesFile(),
  { file: 'docs/configuration.md', render: renderConfigurationDocument },
  { file: 'docs/problems.md', render: renderProblemsDocument },
];

async function differs({ file, render }) {
  const [wanted, present] = await Promise.all([render(), readFile(path.join(root, file), 'utf8').catch(() => '')]);
  return wanted === present ? undefined : { file, wanted };
}

async function write({ file, wanted }) {
  const target = path.join(root, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, wanted);
  console.log(`wrote ${file}`);
}

/** `diff` is where people already read differences; git's needs no repository for two files. */
function printDifference({ file, wanted }) {
  const options = { cwd: root, input: wanted, encoding: 'utf8' };
  const { stdout } = spawnSync('git', ['diff', '--no-index', '--', file, '-'], options);
  console.log(stdout || `${file} is missing`);
}

const changes = (await Promise.all(generators.map(differs))).filter(Boolean);

if (process.argv.includes('--check')) {
  changes.forEach(printDifference);
  if (changes.length > 0) console.log('Generated files are out of date. Run: npm run generate');
  process.exitCode = changes.length > 0 ? 1 : 0;
} else {
  for (const change of changes) await write(change);
}
