import type { NamespacedKey } from '../auth/resource-access.js';

/** How one request is carried out, by the rules of its kind. */
export interface WriteRules<T> {
  /** What the kind itself adds to a wish. */
  readonly complete?: (wish: T, live?: T) => T;
  /** Throws everything that stands against the object as it would be. */
  readonly judge: (next: T, live?: T) => void | Promise<void>;
  /** Throws what keeps it from being stored at all. */
  readonly prepare?: (key: NamespacedKey) => Promise<void>;
  /** What has to be there before the write is answered. */
  readonly settle?: (stored: T, isNew: boolean) => Promise<void>;
  /** Makes sure that what the same request made is whole. */
  readonly resume?: (made: T) => Promise<void>;
}

/** A body, without what goes elsewhere, and the rules for it. */
export interface Opened<T> {
  readonly content: unknown;
  readonly rules: WriteRules<T>;
}

/** What a request wants of a body: some things can be said in some of them alone. */
export type Manner = 'create' | 'patch' | 'replace' | 'apply';
