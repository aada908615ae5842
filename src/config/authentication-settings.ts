import { BooleanSetting, IntSetting, SettingsGroup, StringSetting } from './declare.js';

/** Signatures that are made with a private key: with a shared one, whoever may check a token may also make one. */
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const ENTRIES = /^[^,\s]+(,[^,\s]+)*$/;
/** Of the prefix of user names: no prefix at all. */
const NO_PREFIX = '-';

@SettingsGroup('Authentication')
export class AuthenticationSettings {
  @BooleanSetting({
    env: 'DBAAS_TOKEN_REVIEW',
    default: true,
    description:
      'Take the tokens that the Kubernetes API server takes: of service accounts, of users, and of the sandbox. It is asked by TokenReview for every token that is not of `DBAAS_OIDC_ISSUER`.',
  })
  readonly tokenReview!: boolean;

  @StringSetting({
    env: 'DBAAS_OIDC_ISSUER',
    pattern: /^https:\/\/[^\s?#@]+$/,
    allowed: 'an https URL without user, query and fragment',
    description:
      'Issuer of OpenID Connect tokens to take, as its discovery document and the claim `iss` spell it. Its tokens are judged here, by its keys. Absent: none.',
  })
  readonly oidcIssuer?: string;

  @StringSetting({
    env: 'DBAAS_OIDC_AUDIENCES',
    pattern: ENTRIES,
    allowed: 'audiences, separated by commas',
    description:
      'Audiences (client ids), one of which the claim `aud` of a token has to name. Required with an issuer.',
  })
  readonly oidcAudiences?: string;

  @StringSetting({
    env: 'DBAAS_OIDC_CA_FILE',
    description: 'Path of a PEM file with certificate authorities to trust for the issuer, besides the public ones.',
  })
  readonly oidcCaFile?: string;

  @StringSetting({
    env: 'DBAAS_OIDC_SIGNING_ALGORITHMS',
    default: 'RS256,ES256',
    pattern: ENTRIES,
    allowed: `some of ${ASYMMETRIC.join(', ')}, separated by commas`,
    description: 'Signatures to take, whatever a token itself says of them.',
  })
  readonly oidcSigningAlgorithms!: string;

  @StringSetting({
    env: 'DBAAS_OIDC_USERNAME_CLAIM',
    default: 'sub',
    description: 'Claim that names the user. `email` counts only where `email_verified` does not say otherwise.',
  })
  readonly oidcUsernameClaim!: string;

  @StringSetting({
    env: 'DBAAS_OIDC_USERNAME_PREFIX',
    description:
      'Put before the name of each user; `-` for nothing. Absent: the issuer and `#`, and nothing for the claim `email`, as kube-apiserver does. Names that begin with `system:` are never taken.',
  })
  readonly oidcUsernamePrefix?: string;

  @StringSetting({
    env: 'DBAAS_OIDC_GROUPS_CLAIM',
    description: "Claim that names the user's groups, as text or a list of texts. Absent: no groups.",
  })
  readonly oidcGroupsClaim?: string;

  @StringSetting({
    env: 'DBAAS_OIDC_GROUPS_PREFIX',
    description: 'Put before the name of each group. Groups that begin with `system:` are left out.',
  })
  readonly oidcGroupsPrefix?: string;

  @IntSetting({
    env: 'DBAAS_OIDC_CLOCK_SKEW_SECONDS',
    min: 0,
    max: 300,
    default: 30,
    description: "How far the issuer's clock may be from ours.",
  })
  readonly oidcClockSkewSeconds!: number;

  get audiences(): string[] {
    return this.oidcAudiences?.split(',') ?? [];
  }

  get signingAlgorithms(): string[] {
    return this.oidcSigningAlgorithms.split(',');
  }

  get usernamePrefix(): string {
    if (this.oidcUsernamePrefix === NO_PREFIX) return '';
    return this.oidcUsernamePrefix ?? (this.oidcUsernameClaim === 'email' ? '' : `${this.oidcIssuer}#`);
  }

  problems(): string[] {
    const unknown = this.signingAlgorithms.filter((name) => !ASYMMETRIC.includes(name));
    return [
      ...unknown.map(
        (name) => `DBAAS_OIDC_SIGNING_ALGORITHMS: ${JSON.stringify(name)} is none of ${ASYMMETRIC.join(', ')}`,
      ),
      ...(this.oidcIssuer && this.audiences.length === 0
        ? ['DBAAS_OIDC_ISSUER needs DBAAS_OIDC_AUDIENCES: a token for another service must not open this one']
        : []),
      ...(this.oidcIssuer || this.tokenReview
        ? []
        : ['DBAAS_TOKEN_REVIEW=false needs DBAAS_OIDC_ISSUER: otherwise nobody could enter']),
    ];
  }
}
