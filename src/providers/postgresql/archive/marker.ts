import type { MarkerFacts } from '../../contract/index.js';

const FIELD = /^([a-z_]{1,64})=(.{0,512})$/;
const VERSION_NUMBER = /^([1-9]\d{1,2})(\d{4})$/;
const TIME = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Barman's `backup.info`: a field to a line. Whoever may write to the bucket may have written it. */
export function readMarker(text: string): MarkerFacts | undefined {
  const fields = fieldsOf(text);
  const status = fields.get('status');
  if (status === undefined || !fields.has('begin_wal')) return undefined;
  const [startedAt, completedAt] = [timeOf(fields.get('begin_time')), timeOf(fields.get('end_time'))];
  const version = versionOf(fields.get('version'));
  return {
    isComplete: status === 'DONE' && completedAt !== undefined,
    ...(startedAt && { startedAt }),
    ...(completedAt && { completedAt }),
    ...(version && { version }),
  };
}

function fieldsOf(text: string): Map<string, string> {
  const matches = text.split('\n').map((line) => FIELD.exec(line.trimEnd()));
  return new Map(matches.filter((match) => match !== null).map(([, name, value]) => [name!, value!]));
}

/** It writes a time as Python does: with a space, and with microseconds. */
function timeOf(value: string | undefined): string | undefined {
  if (value === undefined || !TIME.test(value)) return undefined;
  const ms = Date.parse(value.replace(' ', 'T'));
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** `170006` is 17.6, and has been since PostgreSQL 10. */
function versionOf(value: string | undefined): string | undefined {
  const [, major, minor] = VERSION_NUMBER.exec(value ?? '') ?? [];
  return major === undefined ? undefined : `${major}.${Number(minor)}`;
}
