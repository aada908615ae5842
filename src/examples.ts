import { readdir, readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import type { Manifests } from './api/rest/openapi/manifests.js';
import type { KubeObject } from './kube/meta/index.js';

const FOLDER = new URL('../examples/', import.meta.url);

/** What the description of the API takes its examples from: `examples/*.yaml`, by the names of the files. */
export async function loadExamples(): Promise<Manifests> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.yaml')).sort();
  const entries = files.map(async (name) => [name.replace('.yaml', ''), await readObjects(name)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function readObjects(name: string): Promise<KubeObject[]> {
  const text = await readFile(new URL(name, FOLDER), 'utf8');
  return parseAllDocuments(text).map((document) => document.toJS() as KubeObject);
}
