import type { ArchiveLayout, MarkerFacts } from '../../contract/index.js';

const BACKUP = /^(.+)\/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/;
const SLICE = /\/\d{14}-\d+\.(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)-\d+\.oplog(?:\.\w+)?$/;

/**
 * As PBM lays its folder out: backups by their time, what tells of one beside it, and the oplog of each replica set by the
 * day, in slices whose names say from when to when.
 */
export const PBM_LAYOUT: ArchiveLayout = {
  placeOf(path) {
    const [, archive, backupId] = BACKUP.exec(path) ?? [];
    return archive === undefined || backupId === undefined ? undefined : { archive, backupId };
  },
  markerOf: (path) => `${path}.pbm.json`,
  readMarker,
  log: {
    folder: 'pbmPitr',
    isDivided: true,
    endOf(name) {
      const [, ...parts] = SLICE.exec(name) ?? [];
      const [year, month, day, hour, minute, second] = parts;
      return second === undefined ? undefined : `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
    },
  },
};

interface Meta {
  readonly name?: unknown;
  readonly status?: unknown;
  readonly start_ts?: unknown;
  readonly last_write_ts?: { readonly T?: unknown };
  readonly mongodb_version?: unknown;
}

const VERSION = /^\d{1,3}(\.\d{1,4}){1,3}(-\d{1,4})?$/;

/** Whoever may write to the bucket may have written it. */
function readMarker(text: string): MarkerFacts | undefined {
  const meta = parse(text);
  if (typeof meta?.name !== 'string' || typeof meta.status !== 'string') return undefined;
  const [startedAt, completedAt] = [timeOf(meta.start_ts), timeOf(meta.last_write_ts?.T, 1)];
  const { mongodb_version: version } = meta;
  return {
    isComplete: meta.status === 'done' && completedAt !== undefined,
    ...(startedAt && { startedAt }),
    ...(completedAt && { completedAt }),
    ...(typeof version === 'string' && VERSION.test(version) && { version }),
  };
}

function parse(text: string): Meta | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const MAX_SECONDS = 8_640_000_000_000;

/** Its times are whole seconds, and one can go back to the one after. */
function timeOf(value: unknown, plus = 0): string | undefined {
  if (!Number.isInteger(value) || Math.abs(value as number) >= MAX_SECONDS) return undefined;
  return new Date(((value as number) + plus) * 1000).toISOString().replace('.000Z', 'Z');
}
