import type { RecoveryGap, RecoveryWindow } from '../resources/database-cluster/index.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import { isUsable } from './phases.js';

/** One stretch of time that one can go back to: a database's folder in a bucket, from its first backup to the end of its log. */
export interface RecoverySegment {
  readonly storage: string;
  readonly archive: string;
  /** RFC 3339. */
  readonly from: string;
  /** Absent while the log follows the database. */
  readonly to?: string;
  /** Names of the backups in it, the oldest first. */
  readonly backups: readonly string[];
}

/** What the database writes to now. */
export interface CurrentArchive {
  readonly storage: string;
  readonly path: string;
  /** Since when nothing more arrives; absent while it does. */
  readonly failingSince?: string;
  /** The earliest moment by the engine's own catalogue, once it tells. */
  readonly earliest?: string;
}

/** The stretches of one database, the oldest first; its present folder is the last of them, where it has backups. */
export function segmentsOf(backups: readonly DatabaseBackup[], current: CurrentArchive | undefined): RecoverySegment[] {
  const byArchive = new Map<string, DatabaseBackup[]>();
  for (const backup of backups.filter(isPlaced)) {
    const key = `${backup.status!.storage}/${backup.status!.archive}`;
    byArchive.set(key, [...(byArchive.get(key) ?? []), backup]);
  }
  return [...byArchive.values()].map((group) => segmentOf(group, current)).sort((a, b) => compareTimes(a.from, b.from));
}

/** Of a database without a log: each of its backups is a stretch of no length. */
export const pointsOf = (backups: readonly DatabaseBackup[]): RecoverySegment[] =>
  backups.filter(isPlaced).map((backup) => {
    const { storage = '', archive = '', recoverableFrom = '' } = backup.status!;
    return { storage, archive, from: recoverableFrom, to: recoverableFrom, backups: [backup.metadata.name] };
  });

const isPlaced = (backup: DatabaseBackup): boolean =>
  isUsable(backup) && backup.status?.archive !== undefined && backup.status.recoverableFrom !== undefined;

function segmentOf(group: readonly DatabaseBackup[], current: CurrentArchive | undefined): RecoverySegment {
  const inOrder = [...group].sort((a, b) => compareTimes(a.status!.recoverableFrom!, b.status!.recoverableFrom!));
  const { storage = '', archive = '', recoverableFrom = '' } = inOrder[0]!.status!;
  const isCurrent = current?.storage === storage && current.path === archive;
  const from = latestOf([recoverableFrom, ...(isCurrent && current.earliest ? [current.earliest] : [])]);
  const to = isCurrent ? current.failingSince : latestOf(inOrder.map(endOf));
  return { storage, archive, from, ...(to && { to }), backups: inOrder.map(({ metadata }) => metadata.name) };
}

/** Of a folder that is no longer written to. */
const endOf = ({ status }: DatabaseBackup): string => status!.recoverableTo ?? status!.recoverableFrom!;

/** undefined when there is nothing to go back to. */
export function windowOf(segments: readonly RecoverySegment[]): RecoveryWindow | undefined {
  const first = segments[0];
  if (!first) return undefined;
  const latest = segments.every(({ to }) => to !== undefined) ? latestOf(segments.map(({ to }) => to!)) : undefined;
  const gaps = gapsOf(segments);
  return { earliest: first.from, ...(latest && { latest }), ...(gaps.length > 0 && { gaps }) };
}

/** Between what is reached by the stretches so far and the beginning of the next. */
function gapsOf(segments: readonly RecoverySegment[]): RecoveryGap[] {
  const gaps: RecoveryGap[] = [];
  let reached = segments[0]?.to;
  for (const { from, to } of segments.slice(1)) {
    if (reached === undefined) break;
    if (compareTimes(reached, from) < 0) gaps.push({ from: reached, to: from });
    reached = to === undefined ? undefined : latestOf([reached, to]);
  }
  return gaps;
}

/** The stretch that this moment lies in, the newest where several do; undefined when there is no way back to it. */
export function segmentAt(segments: readonly RecoverySegment[], time: string): RecoverySegment | undefined {
  return segments.findLast(({ from, to }) => compareTimes(from, time) <= 0 && (!to || compareTimes(time, to) <= 0));
}

/** By the moments that they name, whatever their digits. */
export const compareTimes = (a: string, b: string): number => Date.parse(a) - Date.parse(b);

const latestOf = (times: readonly string[]): string => times.reduce((a, b) => (compareTimes(a, b) >= 0 ? a : b));
