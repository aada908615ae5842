import 'reflect-metadata';

/** One setting as it was declared: the only place where its name, bounds, default and meaning stand. */
export interface SettingDeclaration {
  readonly property: string;
  readonly env: string;
  readonly type: 'integer' | 'string' | 'boolean' | 'enum';
  readonly description: string;
  readonly default: string | number | boolean | undefined;
  /** Shown as `***` and never documented with a value. */
  readonly secret: boolean;
  /** In words, for the documentation and for errors. */
  readonly allowed: string;
  /** The typed value, or the sentence that says what is wrong with the text. */
  readonly parse: (text: string) => { value: unknown } | { problem: string };
}

interface CommonOptions<T> {
  env: string;
  description: string;
  default?: T;
  secret?: boolean;
}

export type SettingsClass<T extends object = object> = new () => T;

const SETTINGS = Symbol('settings');
const GROUP = Symbol('group');

/** The settings a class declares, in the order of its source. */
export function settingsOf(settingsClass: SettingsClass): readonly SettingDeclaration[] {
  return (Reflect.getMetadata(SETTINGS, settingsClass) as SettingDeclaration[] | undefined) ?? [];
}

/** The heading of a class's settings in the documentation. */
export function groupOf(settingsClass: SettingsClass): string {
  return (Reflect.getMetadata(GROUP, settingsClass) as string | undefined) ?? settingsClass.name;
}

export function SettingsGroup(title: string): ClassDecorator {
  return (target) => Reflect.defineMetadata(GROUP, title, target);
}

export function IntSetting(options: CommonOptions<number> & { min: number; max: number }): PropertyDecorator {
  const { min, max } = options;
  const allowed = `an integer from ${min} to ${max}`;
  return declare({ ...options, type: 'integer', allowed }, (text) => {
    const value = Number(text);
    const fits = /^-?\d+$/.test(text) && value >= min && value <= max;
    return fits ? { value } : { problem: `must be ${allowed}` };
  });
}

export function StringSetting(
  options: CommonOptions<string> & { pattern?: RegExp; allowed?: string },
): PropertyDecorator {
  const allowed = options.allowed ?? 'text';
  return declare({ ...options, type: 'string', allowed }, (text) =>
    options.pattern && !options.pattern.test(text) ? { problem: `must be ${allowed}` } : { value: text },
  );
}

export function BooleanSetting(options: CommonOptions<boolean>): PropertyDecorator {
  return declare({ ...options, type: 'boolean', allowed: '`true` or `false`' }, (text) =>
    text === 'true' || text === 'false' ? { value: text === 'true' } : { problem: 'must be true or false' },
  );
}

export function EnumSetting(options: CommonOptions<string> & { values: readonly string[] }): PropertyDecorator {
  const allowed = `one of ${options.values.join(', ')}`;
  return declare({ ...options, type: 'enum', allowed }, (text) =>
    options.values.includes(text) ? { value: text } : { problem: `must be ${allowed}` },
  );
}

function declare(
  options: CommonOptions<string | number | boolean> & Pick<SettingDeclaration, 'type' | 'allowed'>,
  parse: SettingDeclaration['parse'],
): PropertyDecorator {
  return (target, property) => {
    const declared = settingsOf(target.constructor as SettingsClass);
    const setting: SettingDeclaration = {
      property: String(property),
      env: options.env,
      type: options.type,
      description: options.description,
      default: options.default,
      secret: options.secret ?? false,
      allowed: options.allowed,
      parse,
    };
    Reflect.defineMetadata(SETTINGS, [...declared, setting], target.constructor);
  };
}
