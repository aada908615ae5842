import type { UntypedObject } from '../../../../kube/meta/index.js';
import { formatFieldPath } from '../../../../kube/schema/index.js';
import type { StrategyWorld } from '../kind-strategy.js';
import { roleBindingStrategy, roleStrategy } from './rbac.strategy.js';

const world = {} as StrategyWorld;
const rbac = (kind: string, fields: object): UntypedObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'a' },
  ...fields,
});

const wrongFields = ({ kind, ...object }: UntypedObject, live?: UntypedObject): string[] => {
  const strategy = kind.endsWith('Binding') ? roleBindingStrategy : roleStrategy;
  return strategy.validate!({ kind, ...object }, live, world).map(({ path }) => formatFieldPath(path));
};

describe('the rules of a role', () => {
  const rule = { verbs: ['get'], apiGroups: [''], resources: ['pods'] };

  it.each([
    ['what it needs', 'Role', { rules: [rule] }, []],
    ['no rules', 'Role', { rules: null }, []],
    ['no verbs', 'Role', { rules: [{ ...rule, verbs: [] }] }, ['rules[0].verbs']],
    [
      'neither groups nor resources',
      'Role',
      { rules: [{ verbs: ['get'] }] },
      ['rules[0].apiGroups', 'rules[0].resources'],
    ],
    [
      'a path in a namespace',
      'Role',
      { rules: [{ verbs: ['get'], nonResourceURLs: ['/x'] }] },
      ['rules[0].nonResourceURLs'],
    ],
    ['a path', 'ClusterRole', { rules: [{ verbs: ['get'], nonResourceURLs: ['/x'] }] }, []],
    [
      'a path and resources',
      'ClusterRole',
      { rules: [{ ...rule, nonResourceURLs: ['/x'] }] },
      ['rules[0].nonResourceURLs'],
    ],
    ['no selectors to aggregate by', 'ClusterRole', { aggregationRule: {} }, ['aggregationRule.clusterRoleSelectors']],
    [
      'an operator that is none',
      'ClusterRole',
      { aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: 'a', operator: 'Is' }] }] } },
      ['aggregationRule.clusterRoleSelectors[0].matchExpressions[0].operator'],
    ],
  ])('are judged with %s', (_what, kind, fields, wrong) => {
    expect(wrongFields(rbac(kind, fields))).toEqual(wrong);
  });
});

describe('the rules of a binding', () => {
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' };
  const user = { kind: 'User', name: 'u' };

  it.each([
    ['what it needs', 'RoleBinding', { roleRef, subjects: [user] }, []],
    ['no role', 'RoleBinding', {}, ['roleRef.kind', 'roleRef.name']],
    ['a Role for the whole cluster', 'ClusterRoleBinding', { roleRef }, ['roleRef.kind']],
    ['a subject of no kind', 'RoleBinding', { roleRef, subjects: [{ name: 'u' }] }, ['subjects[0].kind']],
    ['a subject without a name', 'RoleBinding', { roleRef, subjects: [{ kind: 'Group' }] }, ['subjects[0].name']],
    [
      'an account of nowhere',
      'RoleBinding',
      { roleRef, subjects: [{ kind: 'ServiceAccount', name: 'a' }] },
      ['subjects[0].namespace'],
    ],
  ])('are judged with %s', (_what, kind, fields, wrong) => {
    expect(wrongFields(rbac(kind, fields))).toEqual(wrong);
  });

  it('keep it to the role it was made for', () => {
    const live = rbac('RoleBinding', { roleRef });
    expect(wrongFields(rbac('RoleBinding', { roleRef: { ...roleRef, name: 'b' } }), live)).toEqual(['roleRef']);
    expect(wrongFields(rbac('RoleBinding', { roleRef: { kind: 'Role', name: 'a' } }), live)).toEqual([]);
  });
});
