import { ruleAllows } from './policy-rule.js';
import type { PolicyRule } from './policy-rule.js';
import type { AccessAttributes } from './user-info.js';

const onPods = (changes: Partial<PolicyRule> = {}): PolicyRule => ({
  verbs: ['get'],
  apiGroups: [''],
  resources: ['pods'],
  ...changes,
});
const getPod = { verb: 'get', group: '', resource: 'pods', name: 'p' };

describe('ruleAllows', () => {
  it.each<{ does: string; rule: PolicyRule; asked: AccessAttributes; expected: boolean }>([
    { does: 'allows what is named', rule: onPods(), asked: getPod, expected: true },
    { does: 'refuses another verb', rule: onPods(), asked: { ...getPod, verb: 'list' }, expected: false },
    { does: 'refuses another group', rule: onPods(), asked: { ...getPod, group: 'apps' }, expected: false },
    { does: 'refuses another resource', rule: onPods(), asked: { ...getPod, resource: 'nodes' }, expected: false },
    { does: 'takes any verb', rule: onPods({ verbs: ['*'] }), asked: getPod, expected: true },
    { does: 'takes any group', rule: onPods({ apiGroups: ['*'] }), asked: { ...getPod, group: 'x' }, expected: true },
    {
      does: 'takes any resource, subresources too',
      rule: onPods({ resources: ['*'] }),
      asked: { ...getPod, subresource: 'log' },
      expected: true,
    },
    {
      does: 'keeps a subresource apart from its resource',
      rule: onPods(),
      asked: { ...getPod, subresource: 'log' },
      expected: false,
    },
    {
      does: 'takes a named subresource',
      rule: onPods({ resources: ['pods/log'] }),
      asked: { ...getPod, subresource: 'log' },
      expected: true,
    },
    {
      does: 'takes a subresource of anything',
      rule: onPods({ resources: ['*/scale'] }),
      asked: { ...getPod, subresource: 'scale' },
      expected: true,
    },
    {
      does: 'gives no resource to who has a subresource of anything',
      rule: onPods({ resources: ['*/scale'] }),
      asked: getPod,
      expected: false,
    },
    { does: 'takes a named object', rule: onPods({ resourceNames: ['p'] }), asked: getPod, expected: true },
    { does: 'refuses another object', rule: onPods({ resourceNames: ['q'] }), asked: getPod, expected: false },
    {
      does: 'refuses a request without a name to who has names',
      rule: onPods({ resourceNames: ['p'] }),
      asked: { verb: 'get', group: '', resource: 'pods' },
      expected: false,
    },
    {
      does: 'takes a path by its beginning',
      rule: { verbs: ['get'], nonResourceURLs: ['/healthz/*'] },
      asked: { verb: 'get', path: '/healthz/etcd' },
      expected: true,
    },
    {
      does: 'takes a whole path only without a star',
      rule: { verbs: ['get'], nonResourceURLs: ['/healthz'] },
      asked: { verb: 'get', path: '/healthz/etcd' },
      expected: false,
    },
    {
      does: 'refuses a path to who has resources',
      rule: onPods(),
      asked: { verb: 'get', path: '/x' },
      expected: false,
    },
  ])('$does', ({ rule, asked, expected }) => {
    expect(ruleAllows(rule, asked)).toBe(expected);
  });
});
