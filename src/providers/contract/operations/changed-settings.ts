import type { DatabaseEngine, EngineParameter } from '../../../resources/database-engine/index.js';
import { foldedName } from '../validation/index.js';
import type { OperationSituation } from './define-operation.js';

/** One setting that a Reconfiguring gives another value. */
export interface ChangedSetting {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
  /** What the catalogue knows of it. */
  readonly listed?: EngineParameter;
}

const KEY = 'config/';

/** The values before, of the settings that are asked for. */
export function settingsBefore({ request, cluster }: OperationSituation): Record<string, string> {
  const config = new Map((cluster.spec.config ?? []).map(({ name, value }) => [name, value]));
  const named = namesIn(request.spec.reconfiguring).filter((name) => config.has(name));
  return Object.fromEntries(named.map((name) => [`${KEY}${name}`, config.get(name)!]));
}

const namesIn = ({ set = [], unset = [] }: OperationSituation['request']['spec']['reconfiguring'] = {}): string[] => [
  ...set.map(({ name }) => name),
  ...unset,
];

/** Those that take another value than they have, a default included. */
export function changedSettings({ request, baseline, engine }: OperationSituation): ChangedSetting[] {
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
  spec.parameters?.find((parameter) => foldedName(parameter.name) === foldedName(name));

const fold = (text: string | undefined): string | undefined => text && foldedName(text);
