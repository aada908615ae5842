import type { KubeObject, UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { Authenticator } from './authenticator.js';
import type { RbacAuthorizer } from './rbac-authorizer.js';
import type { ServiceAccountTokens, TokenSubject } from './service-account-tokens.js';
import type { UserInfo } from './user-info.js';

/** The review with its status filled in (201), or what is wrong with the request (422). */
export type ReviewAnswer = { readonly object: KubeObject } | { readonly errors: readonly FieldError[] };

export type ReviewKind =
  | 'TokenReview'
  | 'SelfSubjectReview'
  | 'SubjectAccessReview'
  | 'LocalSubjectAccessReview'
  | 'SelfSubjectAccessReview'
  | 'SelfSubjectRulesReview';

export interface ReviewContext {
  readonly user: UserInfo;
  /** Of the URL; LocalSubjectAccessReview has one. */
  readonly namespace?: string;
}

/** Questions that are answered and not stored. */
export class AccessReviews {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly authorizer: RbacAuthorizer,
    private readonly serviceAccountTokens: ServiceAccountTokens,
  ) {}

  answer(_kind: ReviewKind, _review: UntypedObject, _context: ReviewContext): ReviewAnswer {
    throw new Error(`in the making: ${typeof this.authenticator} ${typeof this.authorizer}`);
  }

  /** POST serviceaccounts/{name}/token. */
  issueToken(_subject: TokenSubject, _request: UntypedObject): ReviewAnswer {
    throw new Error(`in the making: ${typeof this.serviceAccountTokens}`);
  }
}
