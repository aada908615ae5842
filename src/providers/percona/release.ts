import type { ResolvedVersion } from '../../domain/version.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { chooseRelease } from '../contract/index.js';
import { versionInTag } from './containers.js';

/** What stands, as far as it tells its release. */
export interface LiveRelease {
  /** By the database itself. */
  readonly reported?: string;
  /** What the operator was told to run. */
  readonly image?: string;
}

/** Version and image to render; an image that the catalogue no longer lists stays for as long as its version does. */
export function chooseImage(
  { requested, engine }: { readonly requested?: string; readonly engine: DatabaseEngine },
  { reported, image }: LiveRelease,
): Required<ResolvedVersion> {
  const chosen = chooseRelease({ requested, engine }, [reported, versionOfImage(image, engine)]);
  const found = chosen.image ?? image;
  if (found === undefined) throw new Error(`no image for version "${chosen.version}" in the catalogue`);
  return { version: chosen.version, image: found };
}

/** By the catalogue, which may know better than the tag tells. */
export const versionOfImage = (image: string | undefined, engine: DatabaseEngine): string | undefined =>
  engine.spec.versions.find((entry) => entry.image === image)?.version ?? versionInTag(image);
