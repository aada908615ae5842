import type { SortedMap } from './sorted-map.js';
import type { StoredObject } from './stored-object.js';

/** One committed change. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly revision: number;
  /** For DELETED the last state, at the revision of the deletion. */
  readonly current: StoredObject;
  /** Absent for ADDED. */
  readonly previous: StoredObject | undefined;
  /** All objects of the resource right after the change. */
  readonly snapshot: SortedMap<StoredObject>;
  /** Milliseconds since the epoch. */
  readonly committedAt: number;
}
