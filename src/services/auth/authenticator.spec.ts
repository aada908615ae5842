import { inspect } from 'node:util';
import { aKubeError } from '../../../test/builders/kube-error.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { ScriptedKubeClient, type KubeCall } from '../../../test/doubles/scripted-kube-client.js';
import { bearerTokenOf, TokenReviewAuthenticator } from './authenticator.js';

const TOKEN = 'the-token-of-ann';
const tokenOf = ({ body }: KubeCall): string => (body as { spec: { token: string } }).spec.token;
const nameOf = (token: string): object => ({
  status: {
    authenticated: true,
    user: { username: `of ${token}`, uid: 'u1', groups: ['team-a'], extra: { a: ['b'] } },
  },
});

function authenticatorOver(answer: (call: KubeCall) => unknown): {
  authenticator: TokenReviewAuthenticator;
  client: ScriptedKubeClient;
  clock: ManualClock;
} {
  const client = new ScriptedKubeClient({ review: answer });
  const clock = new ManualClock();
  return { authenticator: new TokenReviewAuthenticator(client, clock), client, clock };
}
const believing = (call: KubeCall): object => nameOf(tokenOf(call));

describe('TokenReviewAuthenticator', () => {
  it('takes a caller as the API server knows them', async () => {
    const { authenticator, client } = authenticatorOver(believing);
    expect(await authenticator.authenticate(TOKEN)).toEqual({
      username: `of ${TOKEN}`,
      uid: 'u1',
      groups: ['team-a'],
      extra: { a: ['b'] },
    });
    expect(client.asked).toEqual(['review tokenreviews']);
  });

  it('knows callers apart', async () => {
    const { authenticator } = authenticatorOver(believing);
    const callers = await Promise.all(['a', 'b'].map((token) => authenticator.authenticate(token)));
    expect(callers.map(({ username }) => username)).toEqual(['of a', 'of b']);
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
    await expect(authenticator.authenticate(TOKEN)).resolves.toMatchObject({ username: `of ${TOKEN}` });
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
    const authenticator = new TokenReviewAuthenticator(new ScriptedKubeClient({ review: () => nameOf('someone') }));
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
