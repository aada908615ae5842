import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import { foldedName, namePath, valuePath, type EngineRule } from '../../contract/validation/index.js';

/** What the operator writes into files that are read after ours, or gives to the server as arguments. */
const KEPT: readonly string[] = [
  'bind_address',
  'datadir',
  'gtid_domain_id',
  'gtid_strict_mode',
  'log_bin',
  'log_basename',
  'log_slave_updates',
  'port',
  'read_only',
  'server_id',
  'skip_slave_start',
  'socket',
  'sync_binlog',
  'tls_version',
];
const KEPT_BEGINNINGS: readonly string[] = ['rpl_semi_sync_', 'ssl_', 'wsrep_'];

/** The server takes a minus for an underscore. */
const spelled = (name: string): string => foldedName(name).replaceAll('-', '_');

const isKept = (name: string): boolean =>
  KEPT.includes(spelled(name)) || KEPT_BEGINNINGS.some((beginning) => spelled(name).startsWith(beginning));

export const checkKeptSettings: EngineRule = ({ config }) =>
  config.flatMap(({ name }, index) =>
    isKept(name)
      ? [forbidden(namePath(index), 'is kept by the operator, which sets it itself', { badValue: name })]
      : [],
  );

/** Settings are lines of a file: one that holds two would be two settings. */
export const checkLineBreaks: EngineRule = ({ config }) =>
  config.flatMap(({ name, value }, index) => [
    ...(/^[\w.-]+$/.test(name) ? [] : [invalid(namePath(index), 'is no name of a setting', { badValue: name })]),
    ...(/[\r\n]/.test(value) ? [invalid(valuePath(index), 'must be one line', { badValue: value })] : []),
  ]);
