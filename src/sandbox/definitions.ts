import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../kube/meta/index.js';

const isYaml = (name: string): boolean => /\.ya?ml$/.test(name);

/** Every object in the YAML files of a folder. @throws Error naming the file that cannot be read. */
export async function readObjects(folder: string): Promise<KubeObject[]> {
  const files = (await readdir(folder)).filter(isYaml).sort();
  const objects = await Promise.all(files.map((name) => readFileObjects(path.join(folder, name))));
  return objects.flat();
}

async function readFileObjects(file: string): Promise<KubeObject[]> {
  const documents = parseAllDocuments(await readFile(file, 'utf8'));
  const broken = documents.flatMap(({ errors }) => errors)[0];
  if (broken) throw new Error(`${file}: ${broken.message}`);
  return documents.map((document) => document.toJS() as KubeObject | null).filter((object) => object !== null);
}

export const isDefinition = ({ kind }: KubeObject): boolean => kind === 'CustomResourceDefinition';

/** The lean definitions, each replaced by the one of the same name that was given. */
export function preferGiven(lean: readonly KubeObject[], given: readonly KubeObject[]): KubeObject[] {
  const byName = new Map(
    [...lean, ...given.filter(isDefinition)].map((definition) => [definition.metadata.name, definition]),
  );
  return [...byName.values()];
}
