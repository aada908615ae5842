import { applyMergePatch } from '../../../kube/writes/index.js';
import type { ServedResource } from '../registry/served-resource.js';
import { isJsonObject } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';
import { jsonPatch } from './json-patch.js';
import { malformedPatch, inapplicablePatch, unsupportedPatch } from './patch-error.js';
import { strategicMergePatch } from './strategic-merge-patch.js';

/** The patch types that edit the live object; server-side apply is no edit and has a function of its own. */
export type PatchKind = 'json' | 'merge' | 'strategic';

/** The media types, as requests name them. */
export const PATCH_MEDIA_TYPES: Readonly<Record<PatchKind, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

/**
 * The object that `patch` makes of `live`. Neither is changed, though the answer may share parts with them.
 * @throws PatchError with the code and reason to answer.
 */
export function applyPatch(kind: PatchKind, live: object, patch: unknown, resource: ServedResource): JsonObject {
  const patched = PATCHERS[kind](live as JsonObject, patch, resource);
  if (!isJsonObject(patched)) throw inapplicablePatch('the patch leaves something that is not an object');
  return patched;
}

type Patcher = (live: JsonObject, patch: unknown, resource: ServedResource) => unknown;

const PATCHERS: Readonly<Record<PatchKind, Patcher>> = {
  json: (live, patch) => jsonPatch(live, patch),
  merge: (live, patch) => applyMergePatch(live, patchObject(patch)),
  strategic: (live, patch, resource) => {
    if (resource.custom) throw unsupportedPatch(acceptedTypes());
    return strategicMergePatch(live, patchObject(patch), resource.kind);
  },
};

function patchObject(patch: unknown): JsonObject {
  if (!isJsonObject(patch)) throw malformedPatch('the patch must be a JSON object');
  return patch;
}

function acceptedTypes(): string {
  const accepted = [PATCH_MEDIA_TYPES.json, PATCH_MEDIA_TYPES.merge, 'application/apply-patch+yaml'];
  return `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`;
}
