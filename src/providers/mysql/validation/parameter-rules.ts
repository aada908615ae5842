import { duplicate, forbidden, invalid } from '../../../domain/validation/field-errors.js';
import { namePath, valuePath, type EngineRule } from '../../contract/validation/index.js';
import { isWritable } from '../configuration.js';
import { foldSetting, whyKept } from './kept-settings.js';

/** What the operator sets itself must not look as if it were in the user's hand. */
export const checkKeptSettings: EngineRule = ({ config }) =>
  config.flatMap(({ name }, index) => {
    const why = whyKept(name);
    return why === undefined ? [] : [forbidden(namePath(index), `is not to be set: ${why}`, { badValue: name })];
  });

/** Two spellings of one name are one setting with two values. */
export const checkSpellings: EngineRule = ({ config }) =>
  config.flatMap(({ name }, index) => {
    const first = config.find((other) => foldSetting(other.name) === foldSetting(name))!;
    if (first.name === name) return [];
    return [duplicate(namePath(index), `is the same setting as ${first.name}`, { badValue: name })];
  });

const TEMPLATE = '{{';

/** A value is one line of a file: with another line in it, it would set what is refused above. */
export const checkValues: EngineRule = ({ config, cluster: { spec } }) =>
  config.flatMap(({ value }, index) => {
    if (!isWritable(value)) {
      const detail = 'must be one line, without backslashes, and without quotes of both kinds';
      return [invalid(valuePath(index), detail, { badValue: value })];
    }
    if (!value.includes(TEMPLATE) || spec.resources?.memory !== undefined) return [];
    const detail = 'is reckoned by the operator from spec.resources.memory, which is not given';
    return [invalid(valuePath(index), detail, { badValue: value })];
  });

const SIZE = /^\d{1,18}[kmgtpe]?$/i;

/** The catalogue knows what a size is; which units there are is the server's own, and with another it does not start. */
export const checkSizes: EngineRule = ({ config, context }) => {
  const sizes = (context.engine.spec.parameters ?? []).filter(({ type }) => type === 'Size').map(({ name }) => name);
  return config.flatMap(({ name, value }, index) => {
    if (!sizes.includes(name) || SIZE.test(value)) return [];
    const detail = 'must be a whole number of bytes, or have one of the letters K, M, G and T, such as 512M';
    return [invalid(valuePath(index), detail, { badValue: value })];
  });
};
