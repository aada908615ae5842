import { fileURLToPath } from 'node:url';
import type { KubeObject } from '../../src/kube/meta/index.js';
import { readObjects } from '../../src/sandbox/definitions.js';

const FOLDERS = ['../../crds/', '../../deploy/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));

/** What the product ships for a cluster: definitions, policies, and the application's account with its rights. */
export async function productManifests(): Promise<KubeObject[]> {
  return (await Promise.all(FOLDERS.map(readObjects))).flat();
}
