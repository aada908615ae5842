import { InMemoryObjects } from '../../../../test/builders/object-reader.js';
import { ApiError } from '../api-status/api-error.js';
import { impersonate } from './impersonation.js';
import type { PolicyRule } from './policy-rule.js';
import { RbacAuthorizer } from './rbac-authorizer.js';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES } from './rbac-objects.js';
import type { UserInfo } from './user-info.js';

const ALICE: UserInfo = { username: 'alice', groups: ['system:authenticated'] };

function authorizerWith(...rules: PolicyRule[]): RbacAuthorizer {
  return new RbacAuthorizer(
    new InMemoryObjects().put(CLUSTER_ROLES, { metadata: { name: 'r' }, rules }).put(CLUSTER_ROLE_BINDINGS, {
      metadata: { name: 'b' },
      roleRef: { kind: 'ClusterRole', name: 'r' },
      subjects: [{ kind: 'User', name: 'alice' }],
    }),
  );
}
const mayActAs = (resource: string, apiGroup = '', resourceNames?: string[]): PolicyRule => ({
  verbs: ['impersonate'],
  apiGroups: [apiGroup],
  resources: [resource],
  resourceNames,
});

function codeOf(act: () => unknown): number | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error instanceof ApiError ? error.code : -1;
  }
}

describe('impersonate', () => {
  it('leaves the user alone without headers', () => {
    expect(impersonate(ALICE, {}, authorizerWith())).toBe(ALICE);
  });

  it('acts as another user with all that was asked for', () => {
    const authorizer = authorizerWith(
      mayActAs('users'),
      mayActAs('groups'),
      mayActAs('uids', 'authentication.k8s.io'),
      mayActAs('userextras/scopes', 'authentication.k8s.io'),
    );
    const headers = {
      'impersonate-user': ['bob'],
      'impersonate-group': ['dev', 'ops'],
      'impersonate-uid': ['7'],
      'impersonate-extra-scopes': ['a'],
    };

    expect(impersonate(ALICE, headers, authorizer)).toEqual({
      username: 'bob',
      groups: ['dev', 'ops', 'system:authenticated'],
      uid: '7',
      extra: { scopes: ['a'] },
    });
  });

  it('gives a ServiceAccount its own groups', () => {
    const headers = { 'impersonate-user': ['system:serviceaccount:ns:op'] };

    expect(impersonate(ALICE, headers, authorizerWith(mayActAs('serviceaccounts'))).groups).toEqual([
      'system:serviceaccounts',
      'system:serviceaccounts:ns',
      'system:authenticated',
    ]);
  });

  it.each<{ does: string; rules: PolicyRule[]; headers: Record<string, string[]>; code: number }>([
    { does: 'who has no right to', rules: [], headers: { 'impersonate-user': ['bob'] }, code: 403 },
    {
      does: 'who may act as somebody else',
      rules: [mayActAs('users', '', ['carol'])],
      headers: { 'impersonate-user': ['bob'] },
      code: 403,
    },
    {
      does: 'who may act as the user but not take the group',
      rules: [mayActAs('users')],
      headers: { 'impersonate-user': ['bob'], 'impersonate-group': ['system:masters'] },
      code: 403,
    },
    { does: 'who names a group and no user', rules: [], headers: { 'impersonate-group': ['dev'] }, code: 400 },
  ])('refuses one $does', ({ rules, headers, code }) => {
    expect(codeOf(() => impersonate(ALICE, headers, authorizerWith(...rules)))).toBe(code);
  });
});
