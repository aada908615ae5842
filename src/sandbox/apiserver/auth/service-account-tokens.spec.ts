import { InMemoryObjects } from '../../../../test/builders/object-reader.js';
import { Authenticator } from './authenticator.js';
import { ServiceAccountTokens } from './service-account-tokens.js';
import type { ServiceAccountTokensOptions, TokenSubject } from './service-account-tokens.js';
import { signToken } from './signed-token.js';
import { StaticTokens } from './static-tokens.js';

const SUBJECT: TokenSubject = { namespace: 'ns', name: 'op', uid: 'u1' };
const START = Date.parse('2026-01-02T03:04:05Z');

interface Fixture {
  readonly objects: InMemoryObjects;
  readonly tokens: ServiceAccountTokens;
  readonly pass: (seconds: number) => void;
}

function fixture(options: Partial<ServiceAccountTokensOptions> = {}): Fixture {
  let now = START;
  const objects = new InMemoryObjects().put('/serviceaccounts', { metadata: SUBJECT });
  const tokens = new ServiceAccountTokens({
    signingKey: Buffer.alloc(32, 1),
    issuer: 'https://sandbox',
    audience: 'api',
    reader: objects,
    now: () => new Date(now),
    ...options,
  });
  return { objects, tokens, pass: (seconds) => (now += seconds * 1000) };
}

const OTHER_ALGORITHM = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`;

describe('ServiceAccountTokens', () => {
  it('recognises the account it issued a token to', () => {
    const { tokens } = fixture();
    const { token, expirationTimestamp } = tokens.issue(SUBJECT, {});

    expect(expirationTimestamp).toBe('2026-01-02T04:04:05Z');
    expect(tokens.verify(token)).toMatchObject({
      user: {
        username: 'system:serviceaccount:ns:op',
        uid: 'u1',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:ns', 'system:authenticated'],
      },
      audiences: ['api'],
    });
  });

  it.each<{ does: string; change: (it: Fixture) => void }>([
    { does: 'has expired', change: ({ pass }) => pass(600) },
    { does: 'is not yet in force', change: ({ pass }) => pass(-1) },
    {
      does: 'belongs to an account that is gone',
      change: ({ objects }) => objects.remove('/serviceaccounts', 'ns/op'),
    },
    {
      does: 'belongs to an account that was made anew',
      change: ({ objects }) => objects.put('/serviceaccounts', { metadata: { ...SUBJECT, uid: 'u2' } }),
    },
    {
      does: 'belongs to an account that is being deleted',
      change: ({ objects }) =>
        objects.put('/serviceaccounts', { metadata: { ...SUBJECT, deletionTimestamp: '2026-01-02T03:04:05Z' } }),
    },
  ])('refuses a token that $does', ({ change }) => {
    const it = fixture();
    const { token } = it.tokens.issue(SUBJECT, { expirationSeconds: 600 });
    change(it);

    expect(it.tokens.verify(token)).toBeUndefined();
  });

  it.each([
    { does: 'is no token', token: 'x' },
    { does: 'is empty', token: '' },
    { does: 'names another algorithm', token: OTHER_ALGORITHM },
    { does: 'was signed with another key', token: signToken(Buffer.alloc(32, 2), { iss: 'https://sandbox' }) },
    { does: 'was signed for another purpose', token: signToken(Buffer.alloc(32, 1), { iss: 'elsewhere' }) },
    { does: 'is endless', token: 'x'.repeat(20_000) },
  ])('refuses what $does', ({ token }) => {
    expect(fixture().tokens.verify(token)).toBeUndefined();
  });

  it('refuses a token whose claims were changed', () => {
    const { tokens } = fixture();
    const [header, payload, signature] = tokens.issue(SUBJECT, {}).token.split('.');
    const forged = Buffer.from(payload!, 'base64url').toString().replace('ns:op', 'ns:ad');

    expect(tokens.verify([header, Buffer.from(forged).toString('base64url'), signature].join('.'))).toBeUndefined();
  });

  it('wants a key that cannot be guessed', () => {
    expect(() => fixture({ signingKey: Buffer.alloc(16) })).toThrow(RangeError);
  });
});

describe('Authenticator', () => {
  const { tokens } = fixture();
  const staticTokens = new StaticTokens([{ token: 's3cret', user: { username: 'admin', groups: ['system:masters'] } }]);
  const authenticator = new Authenticator(staticTokens, tokens, 'api');
  const accountToken = tokens.issue(SUBJECT, {}).token;
  const vaultToken = tokens.issue(SUBJECT, { audiences: ['vault'] }).token;

  it.each([
    { does: 'knows a static token', header: 'Bearer s3cret', expected: 'admin' },
    { does: 'takes the scheme in any case', header: 'bearer s3cret', expected: 'admin' },
    { does: 'knows an account', header: `Bearer ${accountToken}`, expected: 'system:serviceaccount:ns:op' },
    { does: 'refuses a token for others', header: `Bearer ${vaultToken}`, expected: undefined },
    { does: 'refuses an unknown token', header: 'Bearer s3cretx', expected: undefined },
    { does: 'refuses another scheme', header: 'Basic s3cret', expected: undefined },
    { does: 'refuses no token', header: 'Bearer ', expected: undefined },
    { does: 'refuses no header', header: undefined, expected: undefined },
  ])('$does', ({ header, expected }) => {
    expect(authenticator.authenticate(header)?.username).toBe(expected);
  });

  it('counts everyone it knows among the authenticated', () => {
    expect(authenticator.authenticate('Bearer s3cret')?.groups).toEqual(['system:masters', 'system:authenticated']);
  });

  it.each([
    { token: vaultToken, wanted: ['vault', 'x'], expected: ['vault'] },
    { token: vaultToken, wanted: ['x'], expected: undefined },
    { token: 's3cret', wanted: ['api'], expected: ['api'] },
    { token: 's3cret', wanted: ['vault'], expected: undefined },
  ])('answers $expected when asked for $wanted', ({ token, wanted, expected }) => {
    expect(authenticator.authenticateToken(token, wanted)?.audiences).toEqual(expected);
  });
});
