/** Holds openapi.json against the rules of redocly.yaml; ends with 1 if one is broken. Asks nothing of the network. */
import { formatProblems, getTotals, lint, loadConfig } from '@redocly/openapi-core';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const config = await loadConfig({ configPath: path.join(root, 'redocly.yaml') });
const problems = await lint({ ref: path.join(root, 'openapi.json'), config });
const totals = getTotals(problems);
formatProblems(problems, { cwd: root, format: 'codeframe', totals, version: '' });
process.exitCode = totals.errors > 0 ? 1 : 0;
