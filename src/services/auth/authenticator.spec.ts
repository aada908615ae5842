import { inspect } from 'node:util';
import { aKubeError } from '../../../test/builders/kube-error.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { ScriptedKubeClient, type KubeCall } from '../../../test/doubles/scripted-kube-client.js';
import { silentLogger } from '../../kube/logger.js';
import { Authenticator, bearerTokenOf } from './authenticator.js';
import { TokenReviewVerifier } from './token-review.js';
import type { TokenVerifier, Verdict } from './token-verifier.js';

const TOKEN = 'the-token-of-ann';
const tokenOf = ({ body }: KubeCall): string => (body as { spec: { token: string } }).spec.token;
const nameOf = (token: string): object => ({
  status: {
    authenticated: true,
    user: { username: `of ${token}`, uid: 'u1', groups: ['team-a'], extra: { a: ['b'] } },
  },
});

const over = (verifiers: TokenVerifier[], clock = new ManualClock()): Authenticator =>
  new Authenticator({ verifiers, clock, logger: silentLogger });

function authenticatorOver(answer: (call: KubeCall) => unknown): {
  authenticator: Authenticator;
  client: ScriptedKubeClient;
  clock: ManualClock;
} {
  const client = new ScriptedKubeClient({ review: answer });
  const clock = new ManualClock();
  return { authenticator: over([new TokenReviewVerifier(client)], clock), client, clock };
}
const believing = (call: KubeCall): object => nameOf(tokenOf(call));

describe('Authenticator', () => {
  it('takes a caller as the API server knows them', async () => {
    const { authenticator, client } = authenticatorOver(believing);
    expect(await authenticator.authenticate(TOKEN)).toEqual({
      caller: { username: `of ${TOKEN}`, uid: 'u1', groups: ['team-a'], extra: { a: ['b'] } },
      token: { judgedBy: 'TokenReview' },
      holdsForMs: 60_000,
    });
    expect(client.asked).toEqual(['review tokenreviews']);
  });

  it('knows callers apart', async () => {
    const { authenticator } = authenticatorOver(believing);
    const callers = await Promise.all(['a', 'b'].map((token) => authenticator.authenticate(token)));
    expect(callers.map(({ caller }) => caller.username)).toEqual(['of a', 'of b']);
  });

  it('asks once for many calls at once, and not again for a minute', async () => {
    const { authenticator, client, clock } = authenticatorOver(believing);
    await Promise.all(Array.from({ length: 50 }, () => authenticator.authenticate(TOKEN)));
    clock.jump(60_000);
    await authenticator.authenticate(TOKEN);
    expect(client.calls).toHaveLength(1);
    clock.jump(1);
    await authenticator.authenticate(TOKEN);
    expect(client.calls).toHaveLength(2);
  });

  it('notices after a minute that a token was revoked', async () => {
    let authenticated = true;
    const { authenticator, clock } = authenticatorOver(() => ({
      status: { authenticated, user: { username: 'ann' } },
    }));
    await authenticator.authenticate(TOKEN);
    authenticated = false;
    clock.jump(60_001);
    await expect(authenticator.authenticate(TOKEN)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it.each([
    { does: 'refused', answer: { status: { authenticated: false, user: { username: 'ann' } } } },
    { does: 'taken without a name', answer: { status: { authenticated: true, user: {} } } },
    { does: 'not judged', answer: {} },
  ])('refuses a token that was $does, and remembers that', async ({ answer }) => {
    const { authenticator, client } = authenticatorOver(() => answer);
    for (let i = 0; i < 3; i++) {
      await expect(authenticator.authenticate(TOKEN)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    expect(client.calls).toHaveLength(1);
  });

  it.each([undefined, '', 'x'.repeat(16_385)])('refuses what can be no token without asking (%#)', async (token) => {
    const { authenticator, client } = authenticatorOver(believing);
    await expect(authenticator.authenticate(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(client.calls).toEqual([]);
  });

  it('does not take a failure to ask for an answer', async () => {
    const answers = [aKubeError('ServiceUnavailable'), nameOf(TOKEN)];
    const { authenticator } = authenticatorOver(() => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    });
    await expect(authenticator.authenticate(TOKEN)).rejects.toMatchObject({ reason: 'ServiceUnavailable' });
    await expect(authenticator.authenticate(TOKEN)).resolves.toMatchObject({ caller: { username: `of ${TOKEN}` } });
  });

  it('remembers no more than ten thousand, the latest of them', async () => {
    const { authenticator, client } = authenticatorOver(believing);
    for (let i = 0; i <= 10_000; i++) await authenticator.authenticate(`token-${i}`);
    client.calls.length = 0;
    await authenticator.authenticate('token-10000');
    expect(client.calls).toEqual([]);
    await authenticator.authenticate('token-0');
    expect(client.calls).toHaveLength(1);
  });

  // What an LRU cache remembers goes into a Map first.
  it('remembers under a name that tells no token', async () => {
    const remembered: string[] = [];
    const authenticator = over([new TokenReviewVerifier(new ScriptedKubeClient({ review: () => nameOf('someone') }))]);
    const original = Object.getOwnPropertyDescriptor(Map.prototype, 'set')!;
    const set = original.value as (key: unknown, value: unknown) => Map<unknown, unknown>;
    Map.prototype.set = function (this: Map<unknown, unknown>, key: unknown, value: unknown) {
      remembered.push(inspect([key, value]));
      return set.call(this, key, value);
    };
    const restore = (): unknown => Object.defineProperty(Map.prototype, 'set', original);
    await authenticator.authenticate(TOKEN).finally(restore);
    expect(remembered.length).toBeGreaterThan(0);
    expect(remembered.join()).not.toContain(TOKEN);
  });

  it('tells no token when it refuses one', async () => {
    const { authenticator } = authenticatorOver(() => ({}));
    const failure = await authenticator.authenticate(TOKEN).catch((error: unknown) => error);
    expect(inspect(failure, { depth: 10 })).not.toContain(TOKEN);
  });
});

/** Says nothing that anybody has to believe. */
const stating = (claims: object): string =>
  ['{"alg":"none"}', JSON.stringify(claims), ''].map((part) => Buffer.from(part).toString('base64url')).join('.');

describe('who judges a token', () => {
  const judging = (issuer: string, name: string): TokenVerifier => ({
    judge: 'OpenIdConnect',
    judges: (stated) => stated === issuer,
    verify: async (): Promise<Verdict> => ({ caller: { username: name, groups: [] } }),
  });
  const kubernetes = { ...judging('', 'kubernetes'), judges: () => true };
  const chain = [judging('https://a', 'a'), judging('https://b', 'b'), kubernetes];

  it.each([
    [stating({ iss: 'https://a' }), 'a'],
    [stating({ iss: 'https://b' }), 'b'],
    [stating({ iss: 'https://c' }), 'kubernetes'],
    [stating({ iss: ['https://a'] }), 'kubernetes'],
    [stating({}), 'kubernetes'],
    ['opaque', 'kubernetes'],
    ['..', 'kubernetes'],
    ['a.bm8ganNvbg.c', 'kubernetes'],
  ])('is decided by the issuer that it states: of %s it is %s', async (token, judge) => {
    expect((await over(chain).authenticate(token)).caller.username).toBe(judge);
  });

  it('is nobody else when who should has refused it', async () => {
    const refusing = { ...judging('https://a', ''), verify: async (): Promise<Verdict> => ({ refusal: 'expired' }) };
    const answer = over([refusing, kubernetes]).authenticate(stating({ iss: 'https://a' }));
    await expect(answer).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('is nobody where no one takes tokens of that issuer', async () => {
    const answer = over([judging('https://a', 'a')]).authenticate('opaque');
    await expect(answer).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('how long a judgement holds', () => {
  const answering = (
    verdictAt: (nowMs: number) => Verdict,
  ): { authenticator: Authenticator; clock: ManualClock; count: () => number } => {
    const clock = new ManualClock();
    let count = 0;
    const verify = async (): Promise<Verdict> => (count++, verdictAt(clock.now().getTime()));
    return {
      authenticator: over([{ judge: 'TokenReview', judges: () => true, verify }], clock),
      clock,
      count: () => count,
    };
  };
  const caller = { username: 'ann', groups: [] };

  it.each([
    { does: 'a minute where no end is known', inMs: undefined, holdsForMs: 60_000 },
    { does: 'a minute of a token that lasts longer', inMs: 3_600_000, holdsForMs: 60_000 },
    { does: 'to the end of the token', inMs: 1_500, holdsForMs: 1_500 },
    { does: 'a moment, of a token that is past its end and taken all the same', inMs: -10, holdsForMs: 5_000 },
  ])('is $does', async ({ inMs, holdsForMs }) => {
    const { authenticator, clock, count } = answering((nowMs) => ({
      caller,
      ...(inMs !== undefined && { expiresAtMs: nowMs + inMs }),
    }));
    const first = await authenticator.authenticate(TOKEN);
    expect(first.holdsForMs).toBe(holdsForMs);
    expect(first.token.expiresAtMs).toBe(inMs === undefined ? undefined : clock.now().getTime() + inMs);
    clock.jump(holdsForMs - 1);
    expect((await authenticator.authenticate(TOKEN)).holdsForMs).toBe(1);
    expect(count()).toBe(1);
    clock.jump(2);
    await authenticator.authenticate(TOKEN);
    expect(count()).toBe(2);
  });

  it('is as short as who refused a token says', async () => {
    const { authenticator, clock, count } = answering(() => ({ refusal: 'unknown key', reviseAfterMs: 5_000 }));
    const isRefused = async (): Promise<void> =>
      expect(authenticator.authenticate(TOKEN)).rejects.toMatchObject({ code: 'unauthenticated' });
    await isRefused();
    clock.jump(5_000);
    await isRefused();
    clock.jump(1);
    await isRefused();
    expect(count()).toBe(2);
  });
});

describe('bearerTokenOf', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['Bearer   abc', 'abc'],
    ['Bearer ', undefined],
    ['Bearer', undefined],
    ['Bearer a b', undefined],
    ['Basic abc', undefined],
    ['xBearer abc', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %j is %j', (header, token) => {
    expect(bearerTokenOf(header)).toBe(token);
  });
});
