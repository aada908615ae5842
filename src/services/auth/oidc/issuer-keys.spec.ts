import type { JWK } from 'jose';
import { SigningKey } from '../../../../test/doubles/oidc-issuer.js';
import { ManualClock } from '../../../../test/doubles/manual-clock.js';
import { RecordingLogger } from '../../../../test/doubles/recording-logger.js';
import { IssuerKeys } from './issuer-keys.js';

const MINUTE = 60_000;

describe('keys of an issuer', () => {
  let old: SigningKey;
  let recent: SigningKey;
  beforeAll(async () => {
    [old, recent] = await Promise.all([SigningKey.make('old'), SigningKey.make('recent')]);
  });

  let published: JWK[];
  let failure: Error | undefined;
  let loads: number;
  let clock: ManualClock;
  let logger: RecordingLogger;
  let keys: IssuerKeys;

  beforeEach(() => {
    [published, failure, loads] = [[old.publicJwk], undefined, 0];
    [clock, logger] = [new ManualClock(), new RecordingLogger()];
    const load = async (): Promise<{ keys: JWK[] }> => {
      loads++;
      if (failure) throw failure;
      return { keys: published };
    };
    keys = new IssuerKeys({ load, clock, logger });
  });

  const find = async (kid: string): Promise<string> => {
    const header = { alg: 'ES256', kid };
    const token = { payload: '', signature: '', protected: '', header };
    try {
      await keys.find(header, token);
      return 'found';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const UNKNOWN = 'ERR_JWKS_NO_MATCHING_KEY';

  it('are fetched once, however many ask', async () => {
    expect(await Promise.all(Array.from({ length: 50 }, () => find('old')))).toEqual(Array(50).fill('found'));
    expect(loads).toBe(1);
  });

  it('are fetched again when they are old, and those that were withdrawn are gone', async () => {
    await find('old');
    published = [recent.publicJwk];
    clock.jump(10 * MINUTE + 1);
    expect([await find('old'), await find('recent'), loads]).toEqual([UNKNOWN, 'found', 2]);
  });

  it('are fetched again for a key that came since', async () => {
    await find('old');
    clock.jump(MINUTE);
    published.push(recent.publicJwk);
    expect([await find('recent'), loads]).toEqual(['found', 2]);
  });

  it('are not asked for by a storm of unknown keys more than once in half a minute', async () => {
    await find('old');
    for (let i = 0; i < 20; i++) expect(await Promise.all([find(`a${i}`), find(`b${i}`)])).toEqual([UNKNOWN, UNKNOWN]);
    expect(loads).toBe(1);
    clock.jump(30_000);
    await Promise.all(Array.from({ length: 20 }, (_, i) => find(`c${i}`)));
    await Promise.all(Array.from({ length: 20 }, (_, i) => find(`d${i}`)));
    expect(loads).toBe(2);
  });

  it('are believed for an hour while the issuer is away, which is said in the log, and asked for no more than each five seconds', async () => {
    await find('old');
    failure = new Error('connect ECONNREFUSED');
    clock.jump(60 * MINUTE);
    expect([await find('old'), await find('old'), loads]).toEqual(['found', 'found', 2]);
    expect(logger.lines).toMatchObject([{ level: 'warn', fields: { err: failure } }]);
    clock.jump(5_000);
    expect([await find('old'), loads]).toEqual(['unavailable', 3]);
    failure = undefined;
    expect(await find('old')).toBe('unavailable');
    clock.jump(5_000);
    expect(await find('old')).toBe('found');
  });

  it.each([{ keys: 'none' }, {}, { keys: [null] }])(
    'that are none (%j) are told apart from a token that is none',
    async (document) => {
      keys = new IssuerKeys({ load: async () => document as never, clock, logger });
      expect(await find('old')).toBe('unavailable');
    },
  );
});
