import { anything, flag, listOf, object, text } from '../schema-builders.js';

const accessStatus = object({ allowed: flag(), reason: text('Why.') });
const question = {
  resourceAttributes: object({
    namespace: text(),
    verb: text(),
    group: text(),
    resource: text(),
    subresource: text(),
    name: text(),
  }),
  nonResourceAttributes: object({ path: text(), verb: text() }),
};
const subject = { user: text(), groups: listOf(text()), uid: text(), extra: anything() };

/** Questions that are answered and not stored. */
export const REVIEW_SCHEMAS = {
  TokenReview: object(
    {
      spec: object({ token: text(), audiences: listOf(text()) }),
      status: object({ authenticated: flag(), user: anything(), audiences: listOf(text()), error: text() }),
    },
    'A TokenReview asks whose token it is.',
  ),
  SelfSubjectReview: object({ status: object({ userInfo: anything() }) }, 'A SelfSubjectReview asks who I am.'),
  SubjectAccessReview: object(
    { spec: object({ ...question, ...subject }), status: accessStatus },
    'A SubjectAccessReview asks what somebody may do.',
  ),
  LocalSubjectAccessReview: object(
    { spec: object({ ...question, ...subject }), status: accessStatus },
    'A LocalSubjectAccessReview asks what somebody may do in a namespace.',
  ),
  SelfSubjectAccessReview: object(
    { spec: object(question), status: accessStatus },
    'A SelfSubjectAccessReview asks what I may do.',
  ),
  SelfSubjectRulesReview: object(
    {
      spec: object({ namespace: text() }),
      status: object({ resourceRules: listOf(anything()), nonResourceRules: listOf(anything()), incomplete: flag() }),
    },
    'A SelfSubjectRulesReview asks for all I may do in a namespace.',
  ),
};
