import type { ChangedSetting } from '../../contract/operations/index.js';
import { foldedName } from '../../contract/validation/index.js';
import { PRELOAD_PARAMETER } from '../steps/engine.js';

/** What a change of settings costs: nothing is known of a setting that the catalogue does not list. */
export type RestartNeed = 'none' | 'unknown' | 'all' | 'primary first';

export function restartNeedOf(changes: readonly ChangedSetting[]): RestartNeed {
  const needsRestart = changes.filter(({ name, listed }) => listed?.restart ?? foldedName(name) === PRELOAD_PARAMETER);
  if (needsRestart.some(isLoweredBound)) return 'primary first';
  if (needsRestart.length > 0) return 'all';
  return changes.some(({ listed }) => listed === undefined) ? 'unknown' : 'none';
}

/** A replica refuses to run with less of these than its primary, so the operator lowers them there first. */
const BOUNDS: readonly string[] = [
  'max_connections',
  'max_prepared_transactions',
  'max_wal_senders',
  'max_worker_processes',
  'max_locks_per_transaction',
];

const isLoweredBound = ({ name, before, after }: ChangedSetting): boolean =>
  BOUNDS.includes(foldedName(name)) && Number(after) < Number(before);
