import { InMemoryObjects } from '../../../../test/builders/object-reader.js';
import { BOOTSTRAP_RBAC } from './bootstrap-rbac.js';
import type { PolicyRule } from './policy-rule.js';
import { RbacAuthorizer } from './rbac-authorizer.js';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, ROLE_BINDINGS, ROLES } from './rbac-objects.js';
import type { RbacSubject } from './rbac-objects.js';
import type { AccessAttributes, UserInfo } from './user-info.js';

const READ_PODS: PolicyRule = { verbs: ['get'], apiGroups: [''], resources: ['pods'] };
const ALICE: RbacSubject = { kind: 'User', name: 'alice' };

const user = (username: string, ...groups: string[]): UserInfo => ({ username, groups });
const getPod = (namespace?: string): AccessAttributes => ({
  verb: 'get',
  group: '',
  resource: 'pods',
  name: 'p',
  ...(namespace ? { namespace } : {}),
});

const role = (name: string, namespace?: string, rules = [READ_PODS], labels = {}): object => ({
  metadata: { name, labels, ...(namespace ? { namespace } : {}) },
  rules,
});
const binding = (kind: string, namespace: string | undefined, ...subjects: RbacSubject[]): object => ({
  metadata: { name: 'binding', ...(namespace ? { namespace } : {}) },
  roleRef: { kind, name: 'reader' },
  subjects,
});

describe('RbacAuthorizer', () => {
  it.each([
    { does: 'allows in the namespace of a RoleBinding', asked: getPod('a'), expected: true },
    { does: 'refuses in another namespace', asked: getPod('b'), expected: false },
    { does: 'refuses for all namespaces', asked: getPod(), expected: false },
  ])('$does', ({ asked, expected }) => {
    const objects = new InMemoryObjects()
      .put(ROLES, role('reader', 'a'))
      .put(ROLE_BINDINGS, binding('Role', 'a', ALICE));

    expect(new RbacAuthorizer(objects).authorize(user('alice'), asked).allowed).toBe(expected);
  });

  it('gives a ClusterRole through a RoleBinding in that namespace only', () => {
    const objects = new InMemoryObjects()
      .put(CLUSTER_ROLES, role('reader'))
      .put(ROLE_BINDINGS, binding('ClusterRole', 'a', ALICE));
    const authorizer = new RbacAuthorizer(objects);

    expect(authorizer.authorize(user('alice'), getPod('a')).allowed).toBe(true);
    expect(authorizer.authorize(user('alice'), getPod('b')).allowed).toBe(false);
  });

  it.each<{ does: string; subject: RbacSubject; who: UserInfo; expected: boolean }>([
    { does: 'a user by name', subject: ALICE, who: user('alice'), expected: true },
    { does: 'a group', subject: { kind: 'Group', name: 'dev' }, who: user('bob', 'ops', 'dev'), expected: true },
    {
      does: 'a ServiceAccount',
      subject: { kind: 'ServiceAccount', name: 'op', namespace: 'sys' },
      who: user('system:serviceaccount:sys:op'),
      expected: true,
    },
    { does: 'nobody else', subject: ALICE, who: user('bob', 'alice'), expected: false },
  ])('binds $does', ({ subject, who, expected }) => {
    const objects = new InMemoryObjects()
      .put(CLUSTER_ROLES, role('reader'))
      .put(CLUSTER_ROLE_BINDINGS, binding('ClusterRole', undefined, subject));

    expect(new RbacAuthorizer(objects).authorize(who, getPod('a')).allowed).toBe(expected);
  });

  it('takes the namespace of the binding for a ServiceAccount without one', () => {
    const objects = new InMemoryObjects()
      .put(ROLES, role('reader', 'a'))
      .put(ROLE_BINDINGS, binding('Role', 'a', { kind: 'ServiceAccount', name: 'op' }));

    expect(new RbacAuthorizer(objects).authorize(user('system:serviceaccount:a:op'), getPod('a')).allowed).toBe(true);
  });

  it('sees a change of bindings and of roles at once', () => {
    const objects = new InMemoryObjects().put(CLUSTER_ROLES, role('reader'));
    const authorizer = new RbacAuthorizer(objects);
    const isAllowed = (): boolean => authorizer.authorize(user('alice'), getPod('a')).allowed;

    expect(isAllowed()).toBe(false);
    objects.put(CLUSTER_ROLE_BINDINGS, binding('ClusterRole', undefined, ALICE));
    expect(isAllowed()).toBe(true);
    objects.put(CLUSTER_ROLES, role('reader', undefined, []));
    expect(isAllowed()).toBe(false);
    objects.put(CLUSTER_ROLES, role('reader'));
    objects.remove(CLUSTER_ROLE_BINDINGS, 'binding');
    expect(isAllowed()).toBe(false);
  });

  it('lets members of system:masters pass with no binding at all', () => {
    expect(new RbacAuthorizer(new InMemoryObjects()).authorize(user('root', 'system:masters'), getPod()).allowed).toBe(
      true,
    );
  });

  it('says which binding allowed it', () => {
    const objects = new InMemoryObjects()
      .put(CLUSTER_ROLES, role('reader'))
      .put(CLUSTER_ROLE_BINDINGS, binding('ClusterRole', undefined, ALICE));

    expect(new RbacAuthorizer(objects).authorize(user('alice'), getPod('a')).reason).toBe(
      'RBAC: allowed by ClusterRoleBinding "binding" of ClusterRole "reader"',
    );
  });

  describe('with aggregated roles', () => {
    const aggregated = (name: string, selects: string, labels = {}): object => ({
      metadata: { name, labels },
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { joins: selects } }] },
    });

    it('gathers the rules of the roles selected, through other aggregated roles too', () => {
      const objects = new InMemoryObjects()
        .put(CLUSTER_ROLES, aggregated('reader', 'outer'), aggregated('middle', 'inner', { joins: 'outer' }))
        .put(CLUSTER_ROLE_BINDINGS, binding('ClusterRole', undefined, ALICE));
      const authorizer = new RbacAuthorizer(objects);
      const isAllowed = (): boolean => authorizer.authorize(user('alice'), getPod('a')).allowed;

      expect(isAllowed()).toBe(false);
      objects.put(CLUSTER_ROLES, role('leaf', undefined, [READ_PODS], { joins: 'inner' }));
      expect(isAllowed()).toBe(true);
    });

    it('ends when roles select each other', () => {
      const objects = new InMemoryObjects()
        .put(CLUSTER_ROLES, aggregated('reader', 'b', { joins: 'a' }), aggregated('other', 'a', { joins: 'b' }))
        .put(CLUSTER_ROLE_BINDINGS, binding('ClusterRole', undefined, ALICE));

      expect(new RbacAuthorizer(objects).authorize(user('alice'), getPod('a')).allowed).toBe(false);
    });
  });

  describe('with the roles every cluster starts with', () => {
    const objects = new InMemoryObjects();
    for (const object of BOOTSTRAP_RBAC)
      objects.put(object.kind === 'ClusterRole' ? CLUSTER_ROLES : CLUSTER_ROLE_BINDINGS, object);
    for (const name of ['view', 'edit', 'admin'])
      objects.put(ROLE_BINDINGS, {
        metadata: { name, namespace: 'a' },
        roleRef: { kind: 'ClusterRole', name },
        subjects: [{ kind: 'User', name }],
      });
    const authorizer = new RbacAuthorizer(objects);
    const inA = (verb: string, resource: string, group = ''): AccessAttributes => ({
      verb,
      group,
      resource,
      namespace: 'a',
    });

    it.each<{ who: string; asked: AccessAttributes; expected: boolean }>([
      { who: 'view', asked: inA('list', 'pods'), expected: true },
      { who: 'view', asked: inA('get', 'secrets'), expected: false },
      { who: 'view', asked: inA('create', 'pods'), expected: false },
      { who: 'edit', asked: inA('list', 'pods'), expected: true },
      { who: 'edit', asked: inA('create', 'secrets'), expected: true },
      { who: 'edit', asked: inA('create', 'roles', 'rbac.authorization.k8s.io'), expected: false },
      { who: 'admin', asked: inA('list', 'pods'), expected: true },
      { who: 'admin', asked: inA('create', 'statefulsets', 'apps'), expected: true },
      { who: 'admin', asked: inA('create', 'roles', 'rbac.authorization.k8s.io'), expected: true },
      { who: 'admin', asked: { verb: 'create', group: '', resource: 'namespaces' }, expected: false },
    ])('answers $expected to $who asking for $asked.verb $asked.resource', ({ who, asked, expected }) => {
      expect(authorizer.authorize(user(who), asked).allowed).toBe(expected);
    });

    it('lets every authenticated user discover what is served and ask about itself', () => {
      const anyone = user('anyone', 'system:authenticated');

      expect(authorizer.authorize(anyone, { verb: 'get', path: '/openapi/v3/api/v1' }).allowed).toBe(true);
      expect(
        authorizer.authorize(anyone, {
          verb: 'create',
          group: 'authorization.k8s.io',
          resource: 'selfsubjectaccessreviews',
        }).allowed,
      ).toBe(true);
      expect(authorizer.authorize(anyone, { verb: 'get', path: '/metrics' }).allowed).toBe(false);
    });
  });
});
