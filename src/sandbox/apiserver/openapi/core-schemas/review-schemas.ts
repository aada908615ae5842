import type { StructuralSchema } from '../../../../kube/schema/index.js';
import { REVIEW_SPEC_SCHEMAS } from '../../auth/review-schemas.js';
import { anything, flag, listOf, object, text } from '../schema-builders.js';

const accessStatus = object({ allowed: flag('Whether it may be done.'), reason: text('By which binding.') });

const review = (description: string, spec: StructuralSchema, status: StructuralSchema): StructuralSchema =>
  object({ spec, status }, description);

/** Questions that are answered and not stored. */
export const REVIEW_SCHEMAS = {
  TokenReview: review(
    'A TokenReview asks whose token it is.',
    REVIEW_SPEC_SCHEMAS.TokenReview,
    object({ authenticated: flag(), user: anything(), audiences: listOf(text()), error: text() }),
  ),
  SelfSubjectReview: review(
    'A SelfSubjectReview asks who I am.',
    REVIEW_SPEC_SCHEMAS.SelfSubjectReview,
    object({ userInfo: anything() }),
  ),
  SubjectAccessReview: review(
    'A SubjectAccessReview asks what somebody may do.',
    REVIEW_SPEC_SCHEMAS.SubjectAccessReview,
    accessStatus,
  ),
  LocalSubjectAccessReview: review(
    'A LocalSubjectAccessReview asks what somebody may do in a namespace.',
    REVIEW_SPEC_SCHEMAS.LocalSubjectAccessReview,
    accessStatus,
  ),
  SelfSubjectAccessReview: review(
    'A SelfSubjectAccessReview asks what I may do.',
    REVIEW_SPEC_SCHEMAS.SelfSubjectAccessReview,
    accessStatus,
  ),
  SelfSubjectRulesReview: review(
    'A SelfSubjectRulesReview asks for all I may do in a namespace.',
    REVIEW_SPEC_SCHEMAS.SelfSubjectRulesReview,
    object({ resourceRules: listOf(anything()), nonResourceRules: listOf(anything()), incomplete: flag() }),
  ),
};
