import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import type { FieldError, FieldPath } from '../../../kube/schema/index.js';
import type { ConfigParameter } from '../../../resources/database-cluster/index.js';
import type { EngineRule } from '../../contract/validation/index.js';
import { whyKept } from './kept-settings.js';

type SettingsRule = (settings: readonly ConfigParameter[], path: FieldPath) => FieldError[];

const NAME = /^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z][A-Za-z0-9_-]*)+$/;

const checkNames: SettingsRule = (settings, path) =>
  settings.flatMap(({ name }, index) => {
    const here = [...path, index, 'name'];
    if (!NAME.test(name)) {
      const detail = 'must be a section and a name in it, with dots between, such as net.maxIncomingConnections';
      return [invalid(here, detail, { badValue: name })];
    }
    const why = whyKept(name);
    return why === undefined ? [] : [forbidden(here, `is not to be set: ${why}`, { badValue: name })];
  });

/** A name is a section or has a value, and cannot be both. */
const checkSections: SettingsRule = (settings, path) =>
  settings.flatMap(({ name }, index) => {
    const inner = settings.find((other) => other.name.startsWith(`${name}.`));
    if (!inner) return [];
    return [invalid([...path, index, 'name'], `is a section, of which ${inner.name} is set`, { badValue: name })];
  });

export const checkSettings: EngineRule = ({ config, cluster: { spec } }) =>
  [checkNames, checkSections].flatMap((rule) => [
    ...rule(config, ['spec', 'config']),
    ...rule(spec.proxy?.config ?? [], ['spec', 'proxy', 'config']),
  ]);
