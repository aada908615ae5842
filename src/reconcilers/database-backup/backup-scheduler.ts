import {
  dueFirings,
  firstBackupOf,
  MAX_MISSED,
  newBackup,
  nextFiringOf,
  outlivedFailures,
  type DueFiring,
} from '../../backups/index.js';
import { ANNOTATIONS, FIRST_BACKUP, LABELS, scheduledBackupName } from '../../domain/naming.js';
import type { ReconcileContext } from '../../kube/manager/index.js';
import { formatTime } from '../../kube/meta/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { BackupWriter } from './backup-writer.js';
import { isServing } from './moves/wait.js';
import { LOOK_AGAIN } from './backup-run.js';

/** A timer holds about 24 days, and clocks are set; looking again earlier costs nothing. */
const MAX_WAIT_MS = 3_600_000;

export interface ScheduleLook {
  readonly ctx: ReconcileContext;
  readonly cluster: DatabaseCluster;
  /** All of this cluster. */
  readonly backups: readonly DatabaseBackup[];
  /** Every name that is taken in the namespace. */
  readonly isTaken: (name: string) => boolean;
  readonly now: Date;
}

/** Makes the backups that nobody asks for, those of schedules and the one that an archive begins with; removes old failures. */
export class BackupScheduler {
  constructor(private readonly writer: BackupWriter) {}

  async look(look: ScheduleLook): Promise<number> {
    const { cluster } = look;
    if (cluster.metadata.deletionTimestamp || !cluster.spec.backup || !isServing(cluster)) return Infinity;
    for (const failure of outlivedFailures(look.backups, look.now.getTime()))
      await this.writer.remove(look.ctx, failure);
    const wanted = this.wanted(look);
    for (const backup of wanted) await this.make(look, backup);
    return wanted.length > 0 ? LOOK_AGAIN : msToNext(look);
  }

  private wanted(look: ScheduleLook): Wanted[] {
    const { cluster, backups, isTaken, now } = look;
    const due = dueFirings(cluster, backups, now).map((firing) => scheduled(cluster, firing));
    const free = due.filter(({ backup }) => !isTaken(backup.metadata.name));
    // A backup that is made now is the first one too.
    return free.length > 0 ? free : first(look);
  }

  private async make({ ctx, cluster }: ScheduleLook, { backup, missed }: Wanted): Promise<void> {
    if ((await this.writer.make(ctx, backup)) && missed) this.writer.tellMissed(cluster, missed);
  }
}

interface Wanted {
  readonly backup: DatabaseBackup;
  /** What is to be said of firings before it. */
  readonly missed?: string;
}

function scheduled({ metadata: cluster }: DatabaseCluster, due: DueFiring): Wanted {
  const { schedule, firing, missed } = due;
  const backup = newBackup({
    namespace: cluster.namespace,
    name: scheduledBackupName(cluster.name, schedule.name, firing),
    cluster,
    type: schedule.type,
    labels: { [LABELS.schedule]: schedule.name },
    annotations: { [ANNOTATIONS.scheduledFor]: formatTime(firing) },
  });
  return { backup, ...(missed > 0 && { missed: describeMissed(due) }) };
}

function describeMissed({ schedule, firing, missed }: DueFiring): string {
  const count = missed >= MAX_MISSED ? `At least ${MAX_MISSED}` : `${missed}`;
  const what = missed === 1 ? 'firing' : 'firings';
  return `${count} ${what} of the schedule "${schedule.name}" before ${formatTime(firing)} were left out: nobody was there, or the backup before had not ended.`;
}

function first({ cluster, backups, isTaken, now }: ScheduleLook): Wanted[] {
  const needed = firstBackupOf(cluster, backups);
  if (!needed || needed.notBeforeMs > now.getTime() || isTaken(needed.name)) return [];
  const { metadata } = cluster;
  const { namespace } = metadata;
  const labels = { [LABELS.schedule]: FIRST_BACKUP };
  return [{ backup: newBackup({ namespace, name: needed.name, cluster: metadata, labels }) }];
}

function msToNext({ cluster, backups, now }: ScheduleLook): number {
  const times = [nextFiringOf(cluster, now)?.getTime(), firstBackupOf(cluster, backups)?.notBeforeMs];
  const ahead = times.flatMap((time) => (time !== undefined && time > now.getTime() ? [time - now.getTime()] : []));
  return ahead.length > 0 ? Math.min(...ahead, MAX_WAIT_MS) : Infinity;
}
