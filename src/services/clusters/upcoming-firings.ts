import { nextFiring, parseSchedule, type Schedule } from '../../domain/schedule.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';

const FIRINGS = 3;

/** A schedule of a cluster, and when it would fire. */
export interface UpcomingFirings {
  readonly name: string;
  /** RFC 3339, in UTC; none while it is suspended. */
  readonly next: readonly string[];
}

/** The next few firings of each schedule of backups: told before anything is stored. */
export function upcomingFirings({ spec }: DatabaseCluster, now: Date): UpcomingFirings[] {
  return (spec.backup?.schedules ?? []).map((times) => {
    const verdict = parseSchedule(times);
    const fires = 'schedule' in verdict && !times.suspended;
    return { name: times.name, next: fires ? nextOf(verdict.schedule, now) : [] };
  });
}

function nextOf(schedule: Schedule, now: Date): string[] {
  const firings: Date[] = [];
  let after: Date | undefined = now;
  while (firings.length < FIRINGS && (after = nextFiring(schedule, after))) firings.push(after);
  return firings.map((firing) => firing.toISOString().replace('.000Z', 'Z'));
}
