import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { leftOf } from './delete-object.js';
import { refuseInUse } from './in-use.js';
import type { Intended } from './intent.js';
import { ObjectWriter, type ObjectWriterParts } from './object-writer.js';
import type { WritePreconditions } from './preconditions.js';

export interface Deletion<T> {
  readonly object: T;
  /** False in a dry run, and while something holds it yet. */
  readonly isGone: boolean;
}

export interface SettingsWriterParts<T extends Intended> extends ObjectWriterParts<T> {
  /** Kinds and names of what refers to it. */
  readonly usersOf: (key: NamespacedKey) => readonly string[];
}

/** Writes objects that others refer to by name. */
export abstract class SettingsWriter<T extends Intended> extends ObjectWriter<T> {
  readonly #usersOf: SettingsWriterParts<T>['usersOf'];

  constructor({ usersOf, ...parts }: SettingsWriterParts<T>) {
    super(parts);
    this.#usersOf = usersOf;
  }

  /** @throws ProblemError `in_use` while something refers to it. */
  async delete(caller: Caller, key: NamespacedKey, conditions: WritePreconditions): Promise<Deletion<T>> {
    await this.parts.access.require(caller, 'delete', key);
    const object = await this.intents.attempt(key, conditions, (live) => Promise.resolve(live));
    if (!object.metadata.deletionTimestamp) refuseInUse(object, this.#usersOf(key));
    await this.intents.remove(object, conditions);
    return { object, isGone: (await leftOf(this.parts.client, this.type, object)) === undefined };
  }
}
