import type { RuleInput } from './engine-rule.js';

export interface Setting {
  readonly value: string;
  /** Its place in `spec.config`. */
  readonly index: number;
}

/** Names of settings have no case. */
export const foldedName = (name: string): string => name.trim().toLowerCase();

export function settingOf({ config }: Pick<RuleInput, 'config'>, name: string): Setting | undefined {
  const index = config.findIndex((parameter) => foldedName(parameter.name) === foldedName(name));
  const value = config[index]?.value;
  return value === undefined ? undefined : { value, index };
}

export const namePath = (index: number): (string | number)[] => ['spec', 'config', index, 'name'];
export const valuePath = (index: number): (string | number)[] => ['spec', 'config', index, 'value'];
