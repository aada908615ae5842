import { apiVersionOf } from '../../../../kube/meta/index.js';
import { ownerOf } from '../../mechanics/ownership.js';
import type { Cluster } from '../cluster.js';
import { BACKUP } from '../kinds.js';
import { create } from '../../mechanics/actions.js';
import type { Action } from '../reconcile/step.js';
import { LABEL } from '../well-known.js';
import type { Backup, ScheduledBackup } from './backup.js';
import { parseSchedule } from './schedule.js';

export interface ScheduledBackupView {
  readonly scheduled: ScheduledBackup;
  readonly cluster: Cluster | undefined;
  /** A Backup of this schedule that has not ended: the next one waits for it. */
  readonly isRunning: boolean;
  readonly now: Date;
}

export interface ScheduleDecision {
  readonly actions: readonly Action[];
  readonly status: ScheduledBackup['status'];
  /** When to look again; undefined when only a change of the object can matter. */
  readonly waitMs?: number;
}

const RUNNING_RETRY_MS = 60_000;

const toTime = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

/** Whether a Backup is due, and when the next one will be. Pure. */
export function decideScheduledBackup(view: ScheduledBackupView): ScheduleDecision {
  const { scheduled, now } = view;
  const { status = {}, spec } = scheduled;
  if (spec.suspend) return { actions: [], status };
  const next = parseSchedule(spec.schedule)(now);
  if (!status.lastCheckTime) return begin(view, next);
  const due = status.nextScheduleTime ? new Date(status.nextScheduleTime) : next;
  if (!due || due > now) return waitFor(due, now, { ...status, ...(due ? { nextScheduleTime: toTime(due) } : {}) });
  if (view.isRunning) return { actions: [], status, waitMs: RUNNING_RETRY_MS };
  return fire(view, due, { isImmediate: false, next });
}

function begin(view: ScheduledBackupView, next: Date | undefined): ScheduleDecision {
  const { scheduled, now } = view;
  if (scheduled.spec.immediate) return fire(view, now, { isImmediate: true, next });
  return waitFor(next, now, { lastCheckTime: toTime(now), ...(next ? { nextScheduleTime: toTime(next) } : {}) });
}

function waitFor(next: Date | undefined, now: Date, status: ScheduledBackup['status']): ScheduleDecision {
  return { actions: [], status, ...(next ? { waitMs: next.getTime() - now.getTime() } : {}) };
}

interface Firing {
  readonly isImmediate: boolean;
  readonly next: Date | undefined;
}

function fire(view: ScheduledBackupView, due: Date, { isImmediate, next }: Firing): ScheduleDecision {
  const { now } = view;
  const status = {
    lastCheckTime: toTime(now),
    lastScheduleTime: toTime(due),
    ...(next ? { nextScheduleTime: toTime(next) } : {}),
  };
  return { ...waitFor(next, now, status), actions: [create(BACKUP, buildBackup(view, due, isImmediate))] };
}

/** Named after the time it was due, so that a run that was cut off does not make a second one. */
function buildBackup({ scheduled, cluster }: ScheduledBackupView, due: Date, isImmediate: boolean): Backup {
  const { metadata, spec } = scheduled;
  const { schedule: _schedule, suspend: _suspend, immediate: _immediate, backupOwnerReference, ...request } = spec;
  const stamp = due.toISOString().replace(/\D/g, '').slice(0, 14);
  const owners = { none: [], self: [ownerOf(scheduled)], cluster: cluster ? [ownerOf(cluster)] : [] };
  return {
    apiVersion: apiVersionOf(BACKUP),
    kind: BACKUP.kind,
    metadata: {
      name: `${metadata.name}-${stamp}`,
      namespace: metadata.namespace,
      labels: {
        [LABEL.cluster]: spec.cluster.name,
        [LABEL.scheduledBackup]: metadata.name,
        [LABEL.immediateBackup]: String(isImmediate),
      },
      ownerReferences: owners[backupOwnerReference ?? 'none'],
    },
    spec: request,
  };
}
