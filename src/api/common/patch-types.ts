/** What PATCH reads: the media types of its bodies, each with rules of its own. */
export const PATCH_TYPES = {
  merge: 'application/merge-patch+json',
  operations: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

export type PatchKind = keyof typeof PATCH_TYPES;

/** RFC 5789. */
export const ACCEPT_PATCH = Object.values(PATCH_TYPES).join(', ');

/** Without parameters, as it is compared. */
const mediaTypeOf = (header: string | undefined): string | undefined => header?.split(';', 1)[0]!.trim().toLowerCase();

const JSON_TYPE = 'application/json';

/** Plain JSON, and what says nothing, is a merge patch; undefined for what no PATCH reads. */
export function patchKindOf(contentType: string | undefined): PatchKind | undefined {
  const type = mediaTypeOf(contentType) ?? JSON_TYPE;
  if (type === JSON_TYPE) return 'merge';
  return (Object.keys(PATCH_TYPES) as PatchKind[]).find((kind) => PATCH_TYPES[kind] === type);
}
