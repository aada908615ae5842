import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { DatabaseEngine } from './resources/database-engine/index.js';

const FOLDER = new URL('../catalogue/', import.meta.url);

/** The engines' entries that ship with this release: `catalogue/<engine>.yaml`. */
export async function loadCatalogue(): Promise<DatabaseEngine[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(files.map(async (name) => parse(await readFile(new URL(name, FOLDER), 'utf8')) as DatabaseEngine));
}
