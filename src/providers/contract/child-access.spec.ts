import { policyRulesOf } from '../../kube/access/index.js';
import { POD, SECRET } from '../../kube/meta/index.js';
import { childAccess } from './child-access.js';

const clusterOf = (): undefined => undefined;

describe('what the loops may do for an engine', () => {
  it('is to look at what holds the data, to follow what is watched, and to write what the provider says it writes', () => {
    const watches = [
      { type: POD, clusterOf, writes: ['delete', 'patch status'] as const },
      { type: SECRET, clusterOf },
    ];
    expect(policyRulesOf(childAccess({ upstream: POD, watches }))).toEqual([
      { apiGroups: [''], resources: ['pods'], verbs: ['delete', 'get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['pods/status'], verbs: ['patch'] },
      { apiGroups: [''], resources: ['secrets'], verbs: ['list', 'watch'] },
    ]);
  });
});
