import type { ResolvedVersion } from '../../domain/version.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { chooseRelease } from '../contract/index.js';
import type { CnpgCluster } from './upstream.js';

const VERSION_AT_START = /^\d{1,4}(?:\.\d{1,4}){0,3}/;

/** The version that an image's tag begins with, which is how CloudNativePG itself tells; undefined without one. */
export function versionOfImage(image: string | undefined): string | undefined {
  const [reference = ''] = (image ?? '').split('@');
  const tag = reference.slice(reference.lastIndexOf('/') + 1).split(':')[1];
  return VERSION_AT_START.exec(tag ?? '')?.[0];
}

export const majorOf = (version: string): number => Number.parseInt(version, 10);

/**
 * The version and image that the child gets. `serving`: that of the primary, which is replaced last; `live` is the child
 * as it stands: what it was told to run, what it reports, what its data was written by.
 */
export function chooseImage(
  requested: string | undefined,
  engine: DatabaseEngine,
  live: CnpgCluster | undefined,
  serving?: string,
): Required<ResolvedVersion> {
  const images = imagesOf(live);
  const known = [serving, ...images.map((image) => versionOf(image, engine))];
  const { version, image: listed } = chooseRelease({ requested, engine }, known);
  const image = listed ?? images.find((candidate) => versionOf(candidate, engine) === version);
  // Validation refuses such a spec before anything is rendered: getting here is a fault of the caller.
  if (!image) throw new Error(`no image for version "${requested}" in the catalogue`);
  return { version, image };
}

function imagesOf(live: CnpgCluster | undefined): string[] {
  const images = [live?.spec.imageName, live?.status?.image, live?.status?.pgDataImageInfo?.image];
  return images.filter((image) => image !== undefined);
}

/** By the catalogue, which may know better than the tag tells. */
export function versionOf(image: string, engine: DatabaseEngine): string | undefined {
  return engine.spec.versions.find((entry) => entry.image === image)?.version ?? versionOfImage(image);
}
