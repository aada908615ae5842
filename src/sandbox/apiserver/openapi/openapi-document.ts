import { createHash } from 'node:crypto';

import { VERSION_INFO } from '../discovery/index.js';
import type { GroupVersion } from '../discovery/index.js';
import type { ServedResource } from '../registry/served-resource.js';
import { buildKindSchema, componentName, OBJECT_META_NAME, OBJECT_META_SCHEMA } from './kind-schema.js';
import { buildResourcePaths } from './resource-paths.js';

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').toUpperCase();

/** A resource that has not changed is the same object in the next registry: big schemas are read once, not per change. */
const fingerprints = new WeakMap<ServedResource, string>();

/** Changes when, and only when, the document of the group and version does. Cheap: nothing is rendered. */
export function hashOf({ resources }: GroupVersion): string {
  return digest(resources.map(fingerprintOf).join());
}

function fingerprintOf(resource: ServedResource): string {
  const known = fingerprints.get(resource);
  if (known) return known;
  const fingerprint = digest(JSON.stringify([buildResourcePaths(resource), buildKindSchema(resource)]));
  fingerprints.set(resource, fingerprint);
  return fingerprint;
}

/** The OpenAPI v3 document of a group and version, as JSON text. */
export function renderDocument({ resources }: GroupVersion): string {
  const schemas = resources.map((resource) => [componentName(resource), buildKindSchema(resource)] as const);
  return JSON.stringify({
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: VERSION_INFO.gitVersion },
    paths: Object.fromEntries(resources.flatMap((resource) => Object.entries(buildResourcePaths(resource)))),
    components: { schemas: { ...Object.fromEntries(schemas), [OBJECT_META_NAME]: OBJECT_META_SCHEMA } },
  });
}
