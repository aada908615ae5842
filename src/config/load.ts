import { settingsOf, type SettingDeclaration, type SettingsClass } from './declare.js';
import { SETTINGS_CLASSES } from './settings.js';

/** Every mistake in the environment at once; the message is meant for the person who started the process. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} problem${problems.length === 1 ? '' : 's'}:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
  }
}

/** Settings that can contradict each other say so, in sentences that name them. */
export interface CrossChecked {
  problems(): string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings read at start, one frozen instance a class. */
export class Settings {
  readonly #byClass: ReadonlyMap<SettingsClass, object>;

  constructor(byClass: ReadonlyMap<SettingsClass, object>) {
    this.#byClass = byClass;
  }

  get<T extends object>(settingsClass: SettingsClass<T>): T {
    const settings = this.#byClass.get(settingsClass);
    if (!settings) throw new Error(`${settingsClass.name} was not loaded`);
    return settings as T;
  }
}

/** Our own prefix: a misspelt setting must not pass for an unset one. */
const PREFIX = 'DBAAS_';

/**
 * Reads every declared setting; an empty variable counts as absent.
 * @throws ConfigError naming every variable that is wrong or unknown.
 */
export function loadSettings(env: Environment, classes: readonly SettingsClass[] = SETTINGS_CLASSES): Settings {
  const problems = unknownSettings(env, classes);
  const byClass = new Map<SettingsClass, object>();
  for (const settingsClass of classes) {
    const settings = new settingsClass();
    for (const declaration of settingsOf(settingsClass)) readInto(settings, declaration, env, problems);
    problems.push(...((settings as Partial<CrossChecked>).problems?.() ?? []));
    byClass.set(settingsClass, Object.freeze(settings));
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return new Settings(byClass);
}

function readInto(settings: object, declaration: SettingDeclaration, env: Environment, problems: string[]): void {
  const text = env[declaration.env];
  if (text === undefined || text === '') {
    Object.assign(settings, { [declaration.property]: declaration.default });
    return;
  }
  const parsed = declaration.parse(text);
  if ('problem' in parsed) problems.push(`${declaration.env} ${parsed.problem}; it is ${shown(declaration, text)}`);
  else Object.assign(settings, { [declaration.property]: parsed.value });
}

function shown(declaration: SettingDeclaration, text: string): string {
  return declaration.secret ? '***' : JSON.stringify(text);
}

function unknownSettings(env: Environment, classes: readonly SettingsClass[]): string[] {
  const known = classes.flatMap((settingsClass) => settingsOf(settingsClass).map(({ env: name }) => name));
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((name) => `${name} is not a setting; the settings are ${known.join(', ')}`);
}
