import type { BackupInfo } from './backup-info.js';

const DAY_MS = 86_400_000;
const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 31 };

/** `14d`, in milliseconds. */
export function windowMs(policy: string): number {
  const [, count, unit = 'd'] = /^(\d+)([dwm])$/.exec(policy) ?? [];
  return Number(count) * (DAYS[unit] ?? 1) * DAY_MS;
}

/**
 * Those that no moment of the window needs: all that ended before it began but the last, from which its beginning is
 * reached. The oldest first, as they come.
 */
export function obsolete(bases: readonly BackupInfo[], policy: string, now: Date): readonly BackupInfo[] {
  const begin = now.getTime() - windowMs(policy);
  return bases.filter(({ endTime }) => Date.parse(endTime) < begin).slice(0, -1);
}
