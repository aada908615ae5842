import type { KubeObject, UntypedObject } from '../../../kube/meta/index.js';
import { compileSchema, validate } from '../../../kube/schema/index.js';
import type { CompiledSchema, FieldError } from '../../../kube/schema/index.js';
import type { Authenticator } from './authenticator.js';
import type { PolicyRule } from './policy-rule.js';
import type { RbacAuthorizer } from './rbac-authorizer.js';
import { REVIEW_SPEC_SCHEMAS } from './review-schemas.js';
import { checkAccessReview, checkLocality, checkSubject, checkTokenRequest } from './review-specs.js';
import type {
  AccessReviewSpec,
  ReviewKind,
  RulesReviewSpec,
  TokenRequestSpec,
  TokenReviewSpec,
} from './review-specs.js';
import type { ServiceAccountTokens, TokenSubject } from './service-account-tokens.js';
import type { AccessAttributes, UserInfo } from './user-info.js';

/** The review with its status filled in (201), or what is wrong with the request (422). */
export type ReviewAnswer = { readonly object: KubeObject } | { readonly errors: readonly FieldError[] };

export interface ReviewContext {
  /** Who asks. */
  readonly user: UserInfo;
  /** Of the URL; LocalSubjectAccessReview has one. */
  readonly namespace?: string;
}

/** `spec` has been found to be of the kind's schema. */
interface Question<Spec> {
  readonly review: UntypedObject;
  readonly spec: Spec;
  readonly context: ReviewContext;
}

/** Questions that are answered and not stored. */
export class AccessReviews {
  private readonly schemas = new Map<string, CompiledSchema>();

  constructor(
    private readonly authenticator: Authenticator,
    private readonly authorizer: RbacAuthorizer,
    private readonly serviceAccountTokens: ServiceAccountTokens,
  ) {}

  answer(kind: ReviewKind, review: UntypedObject, context: ReviewContext): ReviewAnswer {
    const errors = this.checkShape(kind, review);
    if (errors.length > 0) return { errors };
    // Checked above: from here on the spec is what its kind says.
    const question: Question<never> = { review, spec: (review.spec ?? {}) as never, context };
    switch (kind) {
      case 'TokenReview':
        return this.reviewToken(question);
      case 'SelfSubjectReview':
        return withStatus(review, { userInfo: context.user });
      case 'SelfSubjectAccessReview':
        return this.reviewAccess(question, context.user, []);
      case 'SubjectAccessReview':
        return this.reviewSubject(question, []);
      case 'LocalSubjectAccessReview':
        return this.reviewSubject(question, checkLocality(question.spec, context.namespace));
      case 'SelfSubjectRulesReview':
        return this.reviewRules(question);
    }
  }

  /** POST serviceaccounts/{name}/token. */
  issueToken(subject: TokenSubject, request: UntypedObject): ReviewAnswer {
    const spec = (request.spec ?? {}) as TokenRequestSpec;
    const malformed = this.checkShape('TokenRequest', request);
    const errors = malformed.length > 0 ? malformed : checkTokenRequest(spec);
    if (errors.length > 0) return { errors };
    const { audiences, expirationSeconds } = spec;
    return withStatus(request, { ...this.serviceAccountTokens.issue(subject, { audiences, expirationSeconds }) });
  }

  private reviewToken({ review, spec: { token, audiences } }: Question<TokenReviewSpec>): ReviewAnswer {
    const identity = this.authenticator.authenticateToken(token, audiences?.length ? audiences : undefined);
    // The answer may be logged by whoever asked: the token does not travel back.
    const answered = { ...review, spec: { ...(audiences ? { audiences } : {}) } };
    if (!identity) return withStatus(answered, { authenticated: false, error: 'invalid bearer token' });
    return withStatus(answered, { authenticated: true, user: identity.user, audiences: identity.audiences });
  }

  private reviewSubject(question: Question<AccessReviewSpec>, errors: readonly FieldError[]): ReviewAnswer {
    const { user = '', uid, groups = [], extra } = question.spec;
    const subject = { username: user, groups, ...(uid ? { uid } : {}), ...(extra ? { extra } : {}) };
    return this.reviewAccess(question, subject, [...checkSubject(question.spec), ...errors]);
  }

  private reviewAccess(
    { review, spec }: Question<AccessReviewSpec>,
    subject: UserInfo,
    errors: readonly FieldError[],
  ): ReviewAnswer {
    const allErrors = [...checkAccessReview(spec), ...errors];
    if (allErrors.length > 0) return { errors: allErrors };
    const { allowed, reason } = this.authorizer.authorize(subject, attributesOf(spec));
    return withStatus(review, { allowed, ...(reason ? { reason } : {}) });
  }

  private reviewRules({ review, spec, context }: Question<RulesReviewSpec>): ReviewAnswer {
    const rules = this.authorizer.rulesFor(context.user, spec.namespace);
    return withStatus(review, {
      resourceRules: rules.filter((rule) => rule.resources?.length).map(resourceRule),
      nonResourceRules: rules.filter((rule) => rule.nonResourceURLs?.length).map(nonResourceRule),
      incomplete: false,
    });
  }

  private checkShape(kind: ReviewKind | 'TokenRequest', review: UntypedObject): FieldError[] {
    const schema = this.schemas.get(kind) ?? compileSchema(REVIEW_SPEC_SCHEMAS[kind]);
    this.schemas.set(kind, schema);
    const { errors } = validate(schema, review.spec ?? {});
    return errors.map((error) => ({ ...error, path: ['spec', ...error.path] }));
  }
}

const withStatus = (review: UntypedObject, status: Record<string, unknown>): ReviewAnswer => ({
  object: { ...review, metadata: review.metadata ?? {}, status } as KubeObject,
});

function attributesOf({ resourceAttributes, nonResourceAttributes }: AccessReviewSpec): AccessAttributes {
  if (!resourceAttributes) return { verb: '', path: '', ...nonResourceAttributes };
  return { verb: '', group: '', resource: '', ...resourceAttributes };
}

const resourceRule = ({ verbs, apiGroups, resources, resourceNames }: PolicyRule): PolicyRule => ({
  verbs,
  apiGroups,
  resources,
  ...(resourceNames?.length ? { resourceNames } : {}),
});

const nonResourceRule = ({ verbs, nonResourceURLs }: PolicyRule): PolicyRule => ({ verbs, nonResourceURLs });
