export * from './access-reviews.js';
export * from './authenticator.js';
export * from './bootstrap-rbac.js';
export * from './impersonation.js';
export * from './rbac-authorizer.js';
export * from './service-account-tokens.js';
export * from './static-tokens.js';
export * from './user-info.js';
