import { parseKey } from '../kube/meta/index.js';
import type { ResyncTarget } from './resync.js';

/** A whole shard at once would hold up what users change meanwhile. */
const KEYS_PER_SECOND = 1_000;

/** Looks at every object that became this process's, as after a start: at low priority, and not all at once. */
export function enqueueGained(targets: readonly ResyncTarget[], isGained: (key: string) => boolean): void {
  let gained = 0;
  for (const { controller, keys } of targets) {
    for (const key of keys()) {
      if (!isGained(key)) continue;
      const afterMs = (gained * 1_000) / KEYS_PER_SECOND;
      controller.enqueue(parseKey(key), { priority: 'low', afterMs });
      gained += 1;
    }
  }
}
