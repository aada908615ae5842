import { AuthenticationSettings } from './authentication-settings.js';
import { ConfigError, loadSettings, type Environment } from './load.js';

const ISSUER = 'https://issuer.example.com';
const OIDC = { DBAAS_OIDC_ISSUER: ISSUER, DBAAS_OIDC_AUDIENCES: 'dbaas' };
const read = (env: Environment): AuthenticationSettings => loadSettings(env).get(AuthenticationSettings);

describe('how callers are known', () => {
  it('is by the API server when nothing is said', () => {
    const { tokenReview, oidcIssuer } = read({});
    expect({ tokenReview, oidcIssuer }).toEqual({ tokenReview: true, oidcIssuer: undefined });
  });

  it.each<[Environment, string]>([
    [{}, `${ISSUER}#`],
    [{ DBAAS_OIDC_USERNAME_CLAIM: 'email' }, ''],
    [{ DBAAS_OIDC_USERNAME_PREFIX: '-' }, ''],
    [{ DBAAS_OIDC_USERNAME_PREFIX: 'corp:', DBAAS_OIDC_USERNAME_CLAIM: 'email' }, 'corp:'],
  ])('with %j puts %j before names', (env, prefix) => {
    expect(read({ ...OIDC, ...env }).usernamePrefix).toBe(prefix);
  });

  it.each<[string, Environment]>([
    ['DBAAS_OIDC_ISSUER', { DBAAS_OIDC_ISSUER: 'http://issuer.example.com' }],
    ['DBAAS_OIDC_ISSUER', { DBAAS_OIDC_ISSUER: 'https://user:password@issuer.example.com' }],
    ['DBAAS_OIDC_AUDIENCES', { DBAAS_OIDC_ISSUER: ISSUER }],
    ['DBAAS_OIDC_SIGNING_ALGORITHMS', { DBAAS_OIDC_SIGNING_ALGORITHMS: 'RS256,none' }],
    ['DBAAS_OIDC_SIGNING_ALGORITHMS', { DBAAS_OIDC_SIGNING_ALGORITHMS: 'HS256' }],
    ['DBAAS_TOKEN_REVIEW', { DBAAS_TOKEN_REVIEW: 'false' }],
  ])('is refused at the start, by the name of %s, with %j', (name, env) => {
    expect(() => read(env)).toThrow(ConfigError);
    expect(() => read(env)).toThrow(name);
  });
});
