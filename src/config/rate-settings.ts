import { IntSetting, SettingsGroup } from './declare.js';

const MAX_RATE = 1_000_000;

@SettingsGroup('Limits per caller')
export class RateSettings {
  @IntSetting({
    env: 'DBAAS_READS_PER_MINUTE',
    min: 0,
    max: MAX_RATE,
    default: 6_000,
    description:
      'How many reads one caller may ask of this process in a minute; a subscription counts when it begins. More are answered with 429. 0: no limit.',
  })
  readonly readsPerMinute!: number;

  @IntSetting({
    env: 'DBAAS_WRITES_PER_MINUTE',
    min: 0,
    max: MAX_RATE,
    default: 600,
    description: 'The same of writes; in GraphQL every mutation of a request is one. 0: no limit.',
  })
  readonly writesPerMinute!: number;

  @IntSetting({
    env: 'DBAAS_WATCHES_PER_CALLER',
    min: 0,
    max: MAX_RATE,
    default: 200,
    description: 'How many subscriptions one caller may have at a time in this process. 0: no limit.',
  })
  readonly watchesPerCaller!: number;
}
