import { duplicate, forbidden, invalid } from '../../../domain/validation/field-errors.js';
import { namePath, settingOf, valuePath, type EngineRule } from '../../contract/validation/index.js';
import { FIXED_PARAMETERS } from './fixed-parameters.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_$]*(\.[A-Za-z_][A-Za-z0-9_$]*)?$/;

export const checkParameterNames: EngineRule = ({ config }) =>
  config.flatMap(({ name }, index) => {
    if (!NAME.test(name)) {
      const detail = 'must be letters, digits, _ and $, with at most one dot after the name of an extension';
      return [invalid(namePath(index), detail, { badValue: name })];
    }
    if (!FIXED_PARAMETERS.has(name.toLowerCase())) return [];
    return [forbidden(namePath(index), 'is set by the operator and cannot be changed', { badValue: name })];
  });

/** PostgreSQL folds case: two spellings of one name are one setting with two values. */
export const checkParameterSpellings: EngineRule = ({ config }) => {
  const spellings = new Map<string, string>();
  return config.flatMap(({ name }, index) => {
    const first = spellings.get(name.toLowerCase());
    spellings.set(name.toLowerCase(), first ?? name);
    if (first === undefined || first === name) return [];
    return [duplicate(namePath(index), `is the same parameter as ${first}`, { badValue: name })];
  });
};

const WAL_LEVELS = ['minimal', 'replica', 'logical'];

/** Replicas, and the archive of backups, live on a log that says more than "minimal". */
export const checkWalLevel: EngineRule = (input) => {
  const setting = settingOf(input, 'wal_level');
  if (!setting) return [];
  const { value, index } = setting;
  const { clusterSize, backup } = input.cluster.spec;
  const allowed = clusterSize > 1 || backup ? WAL_LEVELS.slice(1) : WAL_LEVELS;
  if (allowed.includes(value)) return [];
  const detail =
    value === 'minimal'
      ? 'neither replicas nor backups can do with a minimal log'
      : 'is no level of the write-ahead log';
  return [invalid(valuePath(index), detail, { badValue: value, allowed })];
};

const TRUE_VALUES = ['on', 'true', 'yes', '1'];

export const checkWalLogHints: EngineRule = (input) => {
  const setting = settingOf(input, 'wal_log_hints');
  if (!setting || input.cluster.spec.clusterSize === 1 || TRUE_VALUES.includes(setting.value.toLowerCase())) return [];
  const detail = 'must be on with more than one member: a former primary is rewound by it';
  return [invalid(valuePath(setting.index), detail, { badValue: setting.value, allowed: ['on'] })];
};
