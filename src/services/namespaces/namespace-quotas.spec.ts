import { aKubeError } from '../../../test/builders/kube-error.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { ClusterAccess } from '../clusters/cluster-access.js';
import { NamespaceQuotas } from './namespace-quotas.js';

const ann = { username: 'ann', groups: [] };

/** For one who may list these resources. */
function quotasFor(lists: readonly string[], list: () => unknown = () => ({ items: [] })): NamespaceQuotas {
  const client = new ScriptedKubeClient({
    review: ({ body }) => {
      const { verb, resource } = (body as { spec: { resourceAttributes: { verb: string; resource: string } } }).spec
        .resourceAttributes;
      return { status: { allowed: verb === 'list' && lists.includes(resource) } };
    },
    list,
  });
  const authorizer = new SubjectAccessAuthorizer(client);
  return new NamespaceQuotas(client, authorizer, new ClusterAccess(authorizer));
}

const QUOTAS = [
  {
    metadata: { name: 'compute' },
    spec: { hard: { 'requests.cpu': '20', pods: '10' } },
    status: { hard: { 'requests.cpu': '20', pods: '10' }, used: { 'requests.cpu': '4500m', pods: '3' } },
  },
  {
    metadata: { name: 'batch' },
    spec: {
      hard: { pods: '5' },
      scopes: ['NotTerminating'],
      scopeSelector: {
        matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high', 'low'] }],
      },
    },
  },
];

describe('NamespaceQuotas', () => {
  it('are told with what is taken of them, null where nobody has counted', async () => {
    expect(await quotasFor(['resourcequotas'], () => ({ items: QUOTAS })).of(ann, 'team-a')).toEqual([
      {
        name: 'batch',
        scopes: ['NotTerminating', 'PriorityClass In (high, low)'],
        resources: [{ resource: 'pods', limit: '5', used: null }],
      },
      {
        name: 'compute',
        scopes: [],
        resources: [
          { resource: 'pods', limit: '10', used: '3' },
          { resource: 'requests.cpu', limit: '20', used: '4500m' },
        ],
      },
    ]);
  });

  it.each([
    { who: 'who sees clusters there and no quotas', lists: ['databaseclusters'], code: 'forbidden' },
    { who: 'who sees nothing there', lists: [], code: 'not_found' },
  ])('are refused to one $who: $code', async ({ lists, code }) => {
    await expect(quotasFor(lists).of(ann, 'team-a')).rejects.toMatchObject({ code });
  });

  it('are unavailable while the API server is', async () => {
    const away = (): never => {
      throw aKubeError('ServiceUnavailable');
    };
    await expect(quotasFor(['resourcequotas'], away).of(ann, 'team-a')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
