export { accessDenied } from './access-denial.js';
export { AccessReviews } from './access-reviews.js';
export type { ReviewAnswer, ReviewContext } from './access-reviews.js';
export { Authenticator } from './authenticator.js';
export { BOOTSTRAP_RBAC } from './bootstrap-rbac.js';
export { impersonate } from './impersonation.js';
export type { PolicyRule } from './policy-rule.js';
export { CLUSTER_ROLES } from './rbac-objects.js';
export type { RoleObject } from './rbac-objects.js';
export { RbacAuthorizer } from './rbac-authorizer.js';
export { RoleRules } from './role-rules.js';
export type { ReviewKind } from './review-specs.js';
export { ServiceAccountTokens } from './service-account-tokens.js';
export type {
  IssuedToken,
  ServiceAccountTokensOptions,
  TokenIdentity,
  TokenSubject,
  TokenWish,
} from './service-account-tokens.js';
export { StaticTokens } from './static-tokens.js';
export type { StaticToken } from './static-tokens.js';
export * from './user-info.js';
