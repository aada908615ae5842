import { ArchiveError } from './archive-bucket.js';

/** What a stand-in has written as JSON. @throws ArchiveError where something else lies in its place. */
export function parseOwn<T>(content: Buffer): T {
  try {
    return JSON.parse(content.toString()) as T;
  } catch {
    throw new ArchiveError('the archive holds what is not ours');
  }
}
