import { formatTime } from '../../kube/meta/index.js';
import type { MarkerFacts } from '../contract/index.js';

/** What Barman writes into `status` when all is there. */
const DONE = 'DONE';

/** Barman's `backup.info`: one `name=value` a line, values as Python prints them. */
export function readBackupInfo(text: string): MarkerFacts | undefined {
  const fields = new Map(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^([a-z_]+)=(.*?)\r?$/.exec(line) ?? [];
      return name && value !== undefined ? [[name, value] as const] : [];
    }),
  );
  const status = fields.get('status');
  if (!status) return undefined;
  return {
    isComplete: status === DONE,
    ...defined('startedAt', timeOf(fields.get('begin_time'))),
    ...defined('completedAt', timeOf(fields.get('end_time'))),
    ...defined('version', versionOf(fields.get('version'))),
  };
}

/** `2026-11-23 01:30:00.123456+00:00`; without a zone it would be anybody's. */
function timeOf(text = ''): string | undefined {
  const [, day, time, zone] = /^'?(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)'?$/.exec(text) ?? [];
  const at = new Date(`${day}T${time}${zone}`);
  return Number.isNaN(at.getTime()) ? undefined : formatTime(at);
}

/** PostgreSQL's own number: 170006 is 17.6. */
function versionOf(text = ''): string | undefined {
  return /^\d{6}$/.test(text) ? `${Math.floor(Number(text) / 10_000)}.${Number(text) % 10_000}` : undefined;
}

function defined<K extends keyof MarkerFacts>(
  key: K,
  value: MarkerFacts[K] | undefined,
): Pick<MarkerFacts, K> | object {
  return value === undefined ? {} : { [key]: value };
}
