import type { StructuralSchema } from '../../../kube/schema/index.js';
import type { ReviewKind } from './review-specs.js';

const text: StructuralSchema = { type: 'string' };
const texts: StructuralSchema = { type: 'array', items: text };
const objectOf = (properties: Record<string, StructuralSchema>, required?: string[]): StructuralSchema => ({
  type: 'object',
  properties,
  ...(required ? { required } : {}),
});
const textsOf = (...names: string[]): Record<string, StructuralSchema> =>
  Object.fromEntries(names.map((name) => [name, text]));

const ATTRIBUTES = {
  resourceAttributes: objectOf(textsOf('namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name')),
  nonResourceAttributes: objectOf(textsOf('path', 'verb')),
};

const SUBJECT_ACCESS: StructuralSchema = objectOf({
  ...ATTRIBUTES,
  ...textsOf('user', 'uid'),
  groups: texts,
  extra: { type: 'object', additionalProperties: texts },
});

const MIN_LIFETIME_SECONDS = 600;
const MAX_LIFETIME_SECONDS = 2 ** 32;

/** What the spec of each review may hold. */
export const REVIEW_SPEC_SCHEMAS: Readonly<Record<ReviewKind | 'TokenRequest', StructuralSchema>> = {
  TokenReview: objectOf({ token: { ...text, minLength: 1 }, audiences: texts }, ['token']),
  SelfSubjectReview: objectOf({}),
  SubjectAccessReview: SUBJECT_ACCESS,
  LocalSubjectAccessReview: SUBJECT_ACCESS,
  SelfSubjectAccessReview: objectOf(ATTRIBUTES),
  SelfSubjectRulesReview: objectOf({ namespace: { ...text, minLength: 1 } }, ['namespace']),
  TokenRequest: objectOf({
    audiences: texts,
    expirationSeconds: { type: 'integer', minimum: MIN_LIFETIME_SECONDS, maximum: MAX_LIFETIME_SECONDS },
    boundObjectRef: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  }),
};
