/** The version an image's tag speaks of; operators know a PostgreSQL image by nothing else. */

export interface ImageReference {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const MAX_IMAGE_LENGTH = 1024;

export function parseImage(image: string): ImageReference {
  const [withTag = '', digest] = image.slice(0, MAX_IMAGE_LENGTH).split('@', 2);
  const colon = withTag.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  const hasTag = colon > withTag.lastIndexOf('/');
  return {
    name: hasTag ? withTag.slice(0, colon) : withTag,
    tag: hasTag ? withTag.slice(colon + 1) : undefined,
    digest,
  };
}

/** PostgreSQL's own number of the version: 170006 of `…/postgresql:17.6-system-trixie`. */
export function versionNumberOf(image: string): number | undefined {
  const [, major, minor = '0'] = /^(\d{1,4})(?:\.(\d{1,4}))?/.exec(parseImage(image).tag ?? '') ?? [];
  return major === undefined ? undefined : Number(major) * 10_000 + Number(minor);
}

/** 17 of `…/postgresql:17.6-system-trixie`; undefined when the tag does not begin with a version. */
export function majorVersionOf(image: string): number | undefined {
  const digits = /^\d{1,4}/.exec(parseImage(image).tag ?? '')?.[0];
  return digits === undefined ? undefined : Number(digits);
}
