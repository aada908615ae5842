import { LEASE, POD, SECRET } from '../meta/index.js';
import type { Permission } from './permission.js';
import { policyRulesOf, type PolicyRule } from './policy-rules.js';

const CASES: { what: string; permissions: Permission[]; rules: PolicyRule[] }[] = [
  { what: 'none', permissions: [], rules: [] },
  {
    what: 'all that is said of one kind, once and in order',
    permissions: [
      { type: SECRET, verbs: ['watch', 'list'] },
      { type: SECRET, verbs: ['get', 'list'] },
    ],
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
  },
  {
    what: 'kinds of a group with the same verbs together',
    permissions: [
      { type: SECRET, verbs: ['list'] },
      { type: POD, verbs: ['list'] },
    ],
    rules: [{ apiGroups: [''], resources: ['pods', 'secrets'], verbs: ['list'] }],
  },
  {
    what: 'groups, and kinds with other verbs, apart',
    permissions: [
      { type: SECRET, verbs: ['list'] },
      { type: LEASE, verbs: ['list'] },
      { type: POD, verbs: ['get'] },
    ],
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
      { apiGroups: [''], resources: ['secrets'], verbs: ['list'] },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['list'] },
    ],
  },
  {
    what: 'a subresource apart from its resource',
    permissions: [
      { type: POD, subresource: 'status', verbs: ['patch'] },
      { type: POD, verbs: ['get'] },
    ],
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods/status'], verbs: ['patch'] },
    ],
  },
];

describe('rules of a role', () => {
  it.each(CASES)('grant $what', ({ permissions, rules }) => {
    expect(policyRulesOf(permissions)).toEqual(rules);
    expect(policyRulesOf(permissions.toReversed())).toEqual(rules);
  });
});
