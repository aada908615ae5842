import { InMemoryObjects } from '../../../../test/builders/object-reader.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { AccessReviews } from './access-reviews.js';
import type { ReviewAnswer } from './access-reviews.js';
import { Authenticator } from './authenticator.js';
import { RbacAuthorizer } from './rbac-authorizer.js';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES } from './rbac-objects.js';
import type { ReviewKind } from './review-specs.js';
import { ServiceAccountTokens } from './service-account-tokens.js';
import { StaticTokens } from './static-tokens.js';
import type { UserInfo } from './user-info.js';

const ALICE: UserInfo = { username: 'alice', groups: ['system:authenticated'] };
const READ_PODS = { verbs: ['get'], apiGroups: [''], resources: ['pods'] };
const READ_VERSION = { verbs: ['get'], nonResourceURLs: ['/version'] };
const PODS = { verb: 'get', resource: 'pods', namespace: 'ns' };

const objects = new InMemoryObjects()
  .put('/serviceaccounts', { metadata: { namespace: 'ns', name: 'op', uid: 'u1' } })
  .put(CLUSTER_ROLES, { metadata: { name: 'r' }, rules: [READ_PODS, READ_VERSION] })
  .put(CLUSTER_ROLE_BINDINGS, {
    metadata: { name: 'b' },
    roleRef: { kind: 'ClusterRole', name: 'r' },
    subjects: [{ kind: 'User', name: 'alice' }],
  });
const tokens = new ServiceAccountTokens({
  signingKey: Buffer.alloc(32, 1),
  issuer: 'i',
  audience: 'api',
  reader: objects,
  now: () => new Date('2026-01-02T03:04:05Z'),
});
const reviews = new AccessReviews(
  new Authenticator(new StaticTokens([{ token: 't', user: ALICE }]), tokens, 'api'),
  new RbacAuthorizer(objects),
  tokens,
);

const reviewOf = (kind: string, spec: unknown): UntypedObject =>
  ({ apiVersion: 'x/v1', kind, metadata: {}, spec }) as unknown as UntypedObject;
const ask = (kind: ReviewKind, spec: unknown, namespace?: string): ReviewAnswer =>
  reviews.answer(kind, reviewOf(kind, spec), { user: ALICE, namespace });

function statusOf(answer: ReviewAnswer): unknown {
  return 'object' in answer ? (answer.object as UntypedObject).status : answer;
}
function fieldsOf(answer: ReviewAnswer): string[] {
  return 'errors' in answer ? answer.errors.map(({ path }) => path.join('.')) : [];
}

describe('AccessReviews', () => {
  it.each<{ does: string; kind: ReviewKind; spec: unknown; expected: boolean }>([
    { does: 'oneself', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes: PODS }, expected: true },
    {
      does: 'oneself, in vain',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { ...PODS, verb: 'delete' } },
      expected: false,
    },
    {
      does: 'a path',
      kind: 'SelfSubjectAccessReview',
      spec: { nonResourceAttributes: { verb: 'get', path: '/version' } },
      expected: true,
    },
    {
      does: 'another user',
      kind: 'SubjectAccessReview',
      spec: { user: 'bob', resourceAttributes: PODS },
      expected: false,
    },
    {
      does: 'a user in a namespace',
      kind: 'LocalSubjectAccessReview',
      spec: { user: 'alice', resourceAttributes: PODS },
      expected: true,
    },
  ])('answers about $does', ({ kind, spec, expected }) => {
    expect(statusOf(ask(kind, spec, 'ns'))).toMatchObject({ allowed: expected });
  });

  it.each<{ does: string; kind: ReviewKind; spec: unknown; field: string }>([
    { does: 'nothing', kind: 'SelfSubjectAccessReview', spec: {}, field: 'spec.resourceAttributes' },
    {
      does: 'two things at once',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: PODS, nonResourceAttributes: {} },
      field: 'spec.nonResourceAttributes',
    },
    { does: 'nobody', kind: 'SubjectAccessReview', spec: { resourceAttributes: PODS }, field: 'spec.user' },
    {
      does: 'another namespace than the path',
      kind: 'LocalSubjectAccessReview',
      spec: { user: 'alice', resourceAttributes: { ...PODS, namespace: 'other' } },
      field: 'spec.resourceAttributes.namespace',
    },
    {
      does: 'groups that are no list',
      kind: 'SubjectAccessReview',
      spec: { groups: 'dev', resourceAttributes: PODS },
      field: 'spec.groups',
    },
    { does: 'no token', kind: 'TokenReview', spec: {}, field: 'spec.token' },
    { does: 'no namespace', kind: 'SelfSubjectRulesReview', spec: {}, field: 'spec.namespace' },
  ])('refuses a question about $does', ({ kind, spec, field }) => {
    expect(fieldsOf(ask(kind, spec, 'ns'))).toEqual([field]);
  });

  it('tells who one is', () => {
    expect(statusOf(ask('SelfSubjectReview', undefined))).toEqual({ userInfo: ALICE });
  });

  it('tells what one may do in a namespace', () => {
    expect(statusOf(ask('SelfSubjectRulesReview', { namespace: 'ns' }))).toEqual({
      resourceRules: [READ_PODS],
      nonResourceRules: [READ_VERSION],
      incomplete: false,
    });
  });

  it('tells whose token it is, and does not send it back', () => {
    const answer = ask('TokenReview', { token: 't' });

    expect(statusOf(answer)).toMatchObject({ authenticated: true, user: ALICE, audiences: ['api'] });
    expect(JSON.stringify(answer)).not.toContain('"t"');
  });

  it.each([
    { does: 'an unknown token', spec: { token: 'x' } },
    { does: 'a token for another audience', spec: { token: 't', audiences: ['vault'] } },
  ])('does not authenticate $does', ({ spec }) => {
    expect(statusOf(ask('TokenReview', spec))).toMatchObject({ authenticated: false });
  });

  describe('issueToken', () => {
    const issue = (spec: unknown): ReviewAnswer =>
      reviews.issueToken({ namespace: 'ns', name: 'op', uid: 'u1' }, reviewOf('TokenRequest', spec));

    it('gives a token that works for as long as wished', () => {
      const status = statusOf(issue({ expirationSeconds: 600 })) as { token: string; expirationTimestamp: string };

      expect(status.expirationTimestamp).toBe('2026-01-02T03:14:05Z');
      expect(statusOf(ask('TokenReview', { token: status.token }))).toMatchObject({ authenticated: true });
    });

    it.each([
      { spec: { expirationSeconds: 599 }, field: 'spec.expirationSeconds' },
      { spec: { boundObjectRef: { kind: 'Pod' } }, field: 'spec.boundObjectRef' },
    ])('refuses $spec', ({ spec, field }) => {
      expect(fieldsOf(issue(spec))).toEqual([field]);
    });
  });
});
