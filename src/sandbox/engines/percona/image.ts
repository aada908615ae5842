export interface ImageVersion {
  /** All that the tag says: `8.0.19-7`. */
  readonly release: string;
  /** Of which data may need another: `8.0`. */
  readonly major: string;
}

const MAX_IMAGE_LENGTH = 1024;

/** By the tag: operators know an image's version by nothing else before it runs. */
export function imageVersion(image: string): ImageVersion | undefined {
  const [withTag = ''] = image.slice(0, MAX_IMAGE_LENGTH).split('@', 1);
  const tag = withTag.slice(withTag.lastIndexOf('/') + 1).split(':')[1] ?? '';
  const [release, major] = /^(\d{1,3}\.\d{1,3})(?:\.\d{1,4}(?:-\d{1,4}(?:\.\d{1,4})?)?)?/.exec(tag) ?? [];
  return release !== undefined && major !== undefined ? { release, major } : undefined;
}
