import type { FactoryProvider } from '@nestjs/common';
import { AuthenticationSettings } from '../../config/index.js';
import { KubeRuntime } from '../../kube/kube-runtime.js';
import { Refusals } from '../audit/refusals.js';
import { Authenticator } from './authenticator.js';
import { SubjectAccessAuthorizer } from './authorizer.js';
import { CallerPermissions } from './caller-permissions.js';
import { fetchIssuerKeys } from './oidc/fetch-issuer-keys.js';
import { IssuerKeys } from './oidc/issuer-keys.js';
import { OidcVerifier } from './oidc/oidc-verifier.js';
import { TokenReviewVerifier } from './token-review.js';
import type { TokenVerifier } from './token-verifier.js';

const authentication = {
  provide: Authenticator,
  useFactory: (settings: AuthenticationSettings, runtime: KubeRuntime, refusals: Refusals): Authenticator => {
    const verifiers: TokenVerifier[] = [];
    if (settings.oidcIssuer) verifiers.push(oidcVerifier(settings.oidcIssuer, settings, runtime));
    if (settings.tokenReview) verifiers.push(new TokenReviewVerifier(runtime.client));
    const onRefusal = (): void => refusals.note('unauthenticated');
    return new Authenticator({ verifiers, clock: runtime.clock, logger: runtime.logger, onRefusal });
  },
  inject: [AuthenticationSettings, KubeRuntime, Refusals],
};

function oidcVerifier(issuer: string, settings: AuthenticationSettings, { clock, logger }: KubeRuntime): OidcVerifier {
  const load = (): ReturnType<typeof fetchIssuerKeys> => fetchIssuerKeys({ issuer, caFile: settings.oidcCaFile });
  const keys = new IssuerKeys({ load, clock, logger });
  // Whoever starts the process reads now what is wrong with the issuer, and not when the first caller comes.
  void keys.refresh();
  const rules = {
    issuer,
    audiences: settings.audiences,
    algorithms: settings.signingAlgorithms,
    clockSkewSeconds: settings.oidcClockSkewSeconds,
    usernameClaim: settings.oidcUsernameClaim,
    usernamePrefix: settings.usernamePrefix,
    groupsClaim: settings.oidcGroupsClaim,
    groupsPrefix: settings.oidcGroupsPrefix ?? '',
  };
  return new OidcVerifier(rules, keys, clock);
}

const authorization = {
  provide: SubjectAccessAuthorizer,
  useFactory: ({ client, clock }: KubeRuntime): SubjectAccessAuthorizer => new SubjectAccessAuthorizer(client, clock),
  inject: [KubeRuntime],
};

const permissions = {
  provide: CallerPermissions,
  useFactory: (authorizer: SubjectAccessAuthorizer): CallerPermissions => new CallerPermissions(authorizer),
  inject: [SubjectAccessAuthorizer],
};

/** Who asks, and what they may do. */
export const AUTH_PROVIDERS: FactoryProvider[] = [authentication, authorization, permissions];
