import type { DatabaseEngine, EngineParameter } from '../../../resources/database-engine/index.js';
import { configOf } from '../steps/rollout.js';
import { PRELOAD_PARAMETER } from '../steps/engine.js';
import type { Situation } from './situation.js';

/** What a change of settings costs: nothing is known of a setting that the catalogue does not list. */
export type RestartNeed = 'none' | 'unknown' | 'all' | 'primary first';

export interface ChangedSetting {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
  readonly listed?: EngineParameter;
}

const KEY = 'config/';

/** The values before, of the settings that are asked for. */
export function settingsBefore({ request, cluster }: Situation): Record<string, string> {
  const config = configOf(cluster);
  const named = namesIn(request.spec.reconfiguring).filter((name) => config[name] !== undefined);
  return Object.fromEntries(named.map((name) => [`${KEY}${name}`, config[name]!]));
}

const namesIn = ({ set = [], unset = [] }: Situation['request']['spec']['reconfiguring'] = {}): string[] => [
  ...set.map(({ name }) => name),
  ...unset,
];

/** Those that take another value than they have, a default included. */
export function changedSettings({ request, baseline, engine }: Situation): ChangedSetting[] {
  const { set = [], unset = [] } = request.spec.reconfiguring ?? {};
  const wanted = [...set, ...unset.map((name) => ({ name, value: undefined }))];
  return wanted
    .map(({ name, value }) => {
      const listed = find(engine, name);
      const before = baseline.get(`${KEY}${name}`) ?? listed?.default;
      return { name, before, after: value ?? listed?.default, listed };
    })
    .filter(({ before, after }) => fold(before) !== fold(after));
}

const find = ({ spec }: DatabaseEngine, name: string): EngineParameter | undefined =>
  spec.parameters?.find((parameter) => fold(parameter.name) === fold(name));

const fold = (text: string | undefined): string | undefined => text?.trim().toLowerCase();

export function restartNeedOf(changes: readonly ChangedSetting[]): RestartNeed {
  const needsRestart = changes.filter(({ name, listed }) => listed?.restart ?? fold(name) === PRELOAD_PARAMETER);
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
  BOUNDS.includes(fold(name)!) && Number(after) < Number(before);
