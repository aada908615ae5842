import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import { namePath, settingOf, valuePath, type EngineRule } from '../../contract/validation/index.js';
import { COPIES_SETTINGS, configOf, QUORUM_SETTINGS } from '../config.js';
import type { BrokersInput, BrokersRule } from './brokers-input.js';
import { forbiddenPrefixOf } from './forbidden-settings.js';

/** What the operator would drop without a word must not look as if it were in force. */
export const checkForbiddenSettings: EngineRule = ({ config }) =>
  config.flatMap(({ name }, index) => {
    const prefix = forbiddenPrefixOf(name);
    if (prefix === undefined) return [];
    const detail = `is kept by the operator, with everything that begins with "${prefix}", and would have no effect`;
    return [forbidden(namePath(index), detail, { badValue: name })];
  });

/** Copies need brokers to be on: more of them, and the operator refuses the whole Kafka. */
export const checkCopies: EngineRule = (input) => {
  const { clusterSize } = input.cluster.spec;
  return COPIES_SETTINGS.flatMap((name) => {
    const setting = settingOf(input, name);
    if (!setting || Number(setting.value) <= clusterSize) return [];
    const detail = `must not be more than spec.clusterSize, ${clusterSize}`;
    return [invalid(valuePath(setting.index), detail, { badValue: setting.value })];
  });
};

/** Writes that wait for every copy stop as soon as one broker is away; for more than there are, for ever. */
export const checkQuorums: BrokersRule = (input) => {
  const config = configOf(input.cluster, input.brokers ?? input.cluster.spec.clusterSize);
  return Object.entries(QUORUM_SETTINGS).flatMap(([name, of]) => checkQuorum(input, name, { of, config }));
};

function checkQuorum(
  input: BrokersInput,
  name: string,
  { of, config }: { readonly of: string; readonly config: Readonly<Record<string, string>> },
): ReturnType<EngineRule> {
  const setting = settingOf(input, name);
  const copies = Number(config[of]);
  if (!setting || Number(setting.value) < Math.max(copies, 2)) return [];
  const detail = `must be less than ${of}, ${copies}: else nobody can write while a broker restarts`;
  return [invalid(valuePath(setting.index), detail, { badValue: setting.value })];
}
