import { ObjectCreator } from './object-creator.js';
import { ObjectDeleter } from './object-deleter.js';
import { ObjectUpdater } from './object-updater.js';
import type { WriteParts } from './write-parts.js';

/** The three ways to write. */
export interface Writers {
  readonly creator: ObjectCreator;
  readonly updater: ObjectUpdater;
  readonly deleter: ObjectDeleter;
}

export function createWriters(parts: WriteParts): Writers {
  const creator = new ObjectCreator(parts);
  return { creator, updater: new ObjectUpdater(parts, creator), deleter: new ObjectDeleter(parts) };
}
