import { createHmac } from 'node:crypto';
import { createLocalJWKSet, type JWTPayload } from 'jose';
import { SigningKey } from '../../../../test/doubles/oidc-issuer.js';
import { ManualClock } from '../../../../test/doubles/manual-clock.js';
import type { Verdict } from '../token-verifier.js';
import { OidcVerifier, type OidcRules } from './oidc-verifier.js';

const ISSUER = 'https://issuer.example.com/realm';
const RULES: OidcRules = {
  issuer: ISSUER,
  audiences: ['dbaas', 'portal'],
  algorithms: ['RS256', 'ES256'],
  clockSkewSeconds: 30,
  usernameClaim: 'sub',
  usernamePrefix: 'oidc:',
  groupsPrefix: '',
};

const clock = new ManualClock();
const nowSeconds = Math.floor(clock.now().getTime() / 1000);
const CLAIMS = { iss: ISSUER, aud: 'dbaas', sub: 'ann', exp: nowSeconds + 300 };

const encode = (part: object | string): string =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
const forged = (header: object, signature = ''): string => `${encode(header)}.${encode(CLAIMS)}.${signature}`;

describe('a token of an OpenID Connect issuer', () => {
  let elliptic: SigningKey;
  let rsa: SigningKey;
  let stranger: SigningKey;
  let verifier: OidcVerifier;

  beforeAll(async () => {
    elliptic = await SigningKey.make('key');
    rsa = await SigningKey.make('rsa', 'RS256');
    stranger = await SigningKey.make('key');
    const find = createLocalJWKSet({ keys: [elliptic.publicJwk, rsa.publicJwk] });
    verifier = new OidcVerifier(RULES, { find }, clock);
  });

  const verdictOn = async (claims: JWTPayload, key = elliptic): Promise<Verdict> =>
    verifier.verify(await key.sign({ ...CLAIMS, ...claims }));

  it('is its to judge, and no other', () => {
    const judged = [ISSUER, `${ISSUER}/`, 'https://kubernetes.default.svc', undefined].map((iss) =>
      verifier.judges(iss),
    );
    expect(judged).toEqual([true, false, false, false]);
  });

  it.each([
    { does: 'for this service', claims: {} },
    { does: 'for several services', claims: { aud: ['other', 'portal'] } },
    { does: 'that ended less than the skew ago', claims: { exp: nowSeconds - 29 } },
    { does: 'that begins in less than the skew', claims: { nbf: nowSeconds + 29 } },
  ])('is taken $does', async ({ claims }) => {
    const exp = (claims as { exp?: number }).exp ?? CLAIMS.exp;
    expect(await verdictOn(claims)).toEqual({
      caller: { username: 'oidc:ann', groups: ['system:authenticated'] },
      expiresAtMs: (exp + 30) * 1000,
    });
  });

  it('is taken with any algorithm that is allowed', async () => {
    expect(await verdictOn({}, rsa)).toMatchObject({ caller: { username: 'oidc:ann' } });
  });

  it.each<{ does: string; claims: JWTPayload }>([
    { does: 'expired', claims: { exp: nowSeconds - 31 } },
    { does: 'not valid yet', claims: { nbf: nowSeconds + 31 } },
    { does: 'without an end', claims: { exp: undefined } },
    { does: 'with an end that is no number', claims: { exp: '9999999999' as never } },
    { does: 'of another audience', claims: { aud: 'billing' } },
    { does: 'without an audience', claims: { aud: undefined } },
    { does: 'with an audience that only begins like ours', claims: { aud: 'dbaas-admin' } },
    { does: 'of another issuer', claims: { iss: 'https://issuer.example.com/other' } },
    { does: 'that names nobody', claims: { sub: undefined } },
  ])('is refused when it is $does', async ({ claims }) => {
    expect(await verdictOn(claims)).toEqual({ refusal: expect.any(String) });
  });

  it('is refused with the signature of somebody else who uses the same name of a key', async () => {
    expect(await verdictOn({}, stranger)).toEqual({ refusal: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
  });

  it('is judged again soon when its key is not known: it may just have come', async () => {
    const unknown = await SigningKey.make('unheard-of');
    expect(await verdictOn({}, unknown)).toEqual({ refusal: 'ERR_JWKS_NO_MATCHING_KEY', reviseAfterMs: 5_000 });
  });

  it('is refused with an algorithm that is not allowed, though the issuer has the key', async () => {
    const odd = await SigningKey.make('odd', 'ES384');
    const find = createLocalJWKSet({ keys: [odd.publicJwk] });
    const verdict = await new OidcVerifier(RULES, { find }, clock).verify(await odd.sign(CLAIMS));
    expect(verdict).toEqual({ refusal: 'ERR_JOSE_ALG_NOT_ALLOWED' });
  });

  const symmetric = (secret: string, kid: string): string => {
    const header = { alg: 'HS256', kid };
    const content = `${encode(header)}.${encode(CLAIMS)}`;
    return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
  };

  it.each<[string, () => string]>([
    ['no signature at all', () => forged({ alg: 'none' })],
    ['no signature at all, in other letters', () => forged({ alg: 'nOnE', kid: 'key' })],
    ['the public key taken for a shared secret', () => symmetric(rsa.publicPem, 'rsa')],
    ['the published key taken for a shared secret', () => symmetric(JSON.stringify(rsa.publicJwk), 'rsa')],
    ['a key of its own in the header', () => forged({ alg: 'ES256', jwk: stranger.publicJwk }, 'AAAA')],
    [
      'a header that names where to find a key',
      () => forged({ alg: 'ES256', jku: 'https://evil.example', kid: 'x' }, 'AA'),
    ],
    ['an extension that must be understood', () => forged({ alg: 'ES256', kid: 'key', crit: ['exp'], exp: 1 }, 'AA')],
    ['an algorithm that is no text', () => forged({ alg: ['ES256'], kid: 'key' }, 'AA')],
    ['a key id that is no text', () => forged({ alg: 'ES256', kid: { a: 1 } }, 'AA')],
    ['a header that is no JSON', () => `${encode('{"alg"')}.${encode(CLAIMS)}.AA`],
    ['claims that are no JSON', () => `${encode({ alg: 'ES256', kid: 'key' })}.${encode('{')}.AA`],
    ['claims that are a list', () => `${encode({ alg: 'ES256', kid: 'key' })}.${encode([])}.AA`],
    ['two parts', () => `${encode({ alg: 'ES256' })}.${encode(CLAIMS)}`],
    ['five parts', () => `${encode({ alg: 'dir', enc: 'A128GCM' })}....`],
    ['nothing but dots', () => '..'],
  ])('is refused with %s', async (_what, token) => {
    expect(await verifier.verify(token())).toMatchObject({ refusal: expect.any(String) });
  });

  it('is refused when the key that the issuer publishes is too weak to be one', async () => {
    const weak = { kty: 'RSA', kid: 'weak', alg: 'RS256', n: 'AQAB', e: 'AQAB' };
    const find = createLocalJWKSet({ keys: [weak] });
    const token = `${encode({ alg: 'RS256', kid: 'weak' })}.${encode(CLAIMS)}.AAAA`;
    expect(await new OidcVerifier(RULES, { find }, clock).verify(token)).toMatchObject({ refusal: expect.any(String) });
  });
});
