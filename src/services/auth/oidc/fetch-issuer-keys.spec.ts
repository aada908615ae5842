import { OidcIssuer, SigningKey } from '../../../../test/doubles/oidc-issuer.js';
import { fetchIssuerKeys } from './fetch-issuer-keys.js';

const DISCOVERY = '/.well-known/openid-configuration';

describe('the keys that an issuer publishes', () => {
  let issuer: OidcIssuer;
  beforeEach(async () => {
    issuer = await OidcIssuer.start();
  });
  afterEach(() => issuer.stop());

  const fetchKeys = (url = issuer.url): Promise<object> => fetchIssuerKeys({ issuer: url, caFile: issuer.caFile });

  it('are found by discovery', async () => {
    const { publicJwk } = await SigningKey.make('one');
    issuer.keys.push(publicJwk);
    expect(await fetchKeys()).toEqual({ keys: [publicJwk] });
    expect(issuer.asked).toEqual([DISCOVERY, '/keys']);
  });

  it('are not taken over a connection that nobody vouches for', async () => {
    await expect(fetchIssuerKeys({ issuer: issuer.url })).rejects.toThrow(/certificate/);
    expect(issuer.asked).toEqual([]);
  });

  it('are not looked for without the authorities that were named', async () => {
    await expect(fetchIssuerKeys({ issuer: issuer.url, caFile: '/nowhere/ca.pem' })).rejects.toThrow('/nowhere/ca.pem');
  });

  it.each([
    { does: 'of another issuer', body: { issuer: 'https://other.example', jwks_uri: 'https://other.example/keys' } },
    { does: 'that leads to where nobody vouches for the answer', body: { jwks_uri: 'http://127.0.0.1/keys' } },
    { does: 'that leads to a file', body: { jwks_uri: 'file:///etc/passwd' } },
    { does: 'that leads nowhere', body: {} },
  ])('are not looked for by a document $does', async ({ body }) => {
    issuer.answers[DISCOVERY] = { body: JSON.stringify({ issuer: issuer.url, ...body }) };
    await expect(fetchKeys()).rejects.toThrow(/discovery document|jwks_uri/);
    expect(issuer.asked).toEqual([DISCOVERY]);
  });

  it.each([
    { does: 'is an error', answer: { status: 500, body: '{}' } },
    { does: 'leads elsewhere', answer: { status: 302, body: '' } },
    { does: 'is no JSON', answer: { body: '<html>' } },
    { does: 'is no object', answer: { body: '7' } },
    { does: 'is endless', answer: { body: `{"keys": "${'x'.repeat(300_000)}"}` } },
  ])('are none where the answer $does', async ({ answer }) => {
    issuer.answers['/keys'] = answer;
    await expect(fetchKeys()).rejects.toThrow();
    expect(issuer.asked).toEqual([DISCOVERY, '/keys']);
  });
});
