import { IntSetting, StringSetting } from './declare.js';
import { ConfigError, HttpSettings, loadSettings, ReconcileSettings, renderConfigurationDocument } from './index.js';

class SecretSettings {
  @StringSetting({
    env: 'DBAAS_TOKEN',
    description: 'A token.',
    secret: true,
    pattern: /^[a-z]+$/,
    allowed: 'lower-case letters',
  })
  readonly token!: string;

  @IntSetting({ env: 'DBAAS_COUNT', description: 'A count.', min: 1, max: 9, default: 3 })
  readonly count!: number;
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadSettings(env, [SecretSettings]);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('loadSettings', () => {
  it('falls back to the declared defaults', () => {
    const settings = loadSettings({});
    expect(settings.get(HttpSettings).port).toBe(8080);
    expect(settings.get(ReconcileSettings).leaderElection).toBe(true);
  });

  it('takes an empty variable for an absent one', () => {
    expect(loadSettings({ PORT: '' }).get(HttpSettings).port).toBe(8080);
  });

  it('freezes what it read', () => {
    expect(Object.isFrozen(loadSettings({ PORT: '0' }).get(HttpSettings))).toBe(true);
  });

  it('reports every mistake at once', () => {
    expect(problemsOf({ DBAAS_COUNT: 'many', DBAAS_TOKEN: 'abc1', DBAAS_COUNTS: '1' })).toEqual([
      'DBAAS_COUNTS is not a setting; the settings are DBAAS_TOKEN, DBAAS_COUNT',
      'DBAAS_TOKEN must be lower-case letters; it is ***',
      'DBAAS_COUNT must be an integer from 1 to 9; it is "many"',
    ]);
  });

  it('refuses settings that contradict each other', () => {
    const env = { DBAAS_SHARDING: 'true', DBAAS_LEADER_ELECTION: 'false' };
    expect(() => loadSettings(env)).toThrow(/DBAAS_SHARDING=true needs DBAAS_LEADER_ELECTION=true/);
    expect(loadSettings({ ...env, DBAAS_LEADER_ELECTION: 'true' }).get(ReconcileSettings).sharding).toBe(true);
  });

  it.each(['0', '10', '1.5', '1e0', ' 2'])('refuses %j as an integer from 1 to 9', (text) => {
    expect(problemsOf({ DBAAS_COUNT: text })).toHaveLength(1);
  });
});

describe('renderConfigurationDocument', () => {
  it('has a row for each setting, with its default', () => {
    expect(renderConfigurationDocument()).toContain('| `PORT` | `8080` | an integer from 0 to 65535 |');
  });
});
