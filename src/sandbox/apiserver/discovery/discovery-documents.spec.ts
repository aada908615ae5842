import { aServedResource } from '../../../../test/builders/served-resource.js';
import { DiscoveryDocuments } from './discovery-documents.js';
import type { DiscoveryAnswer } from './discovery-documents.js';

const KUBECTL_ACCEPT =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

const documents = new DiscoveryDocuments([
  aServedResource({ version: 'v1beta1' }),
  aServedResource({
    version: 'v1',
    hasStatus: true,
    shortNames: ['wd'],
    categories: ['all'],
    scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' },
  }),
  aServedResource({
    group: '',
    version: 'v1',
    kind: 'ServiceAccount',
    plural: 'serviceaccounts',
    extraSubresources: [{ name: 'token', kind: 'TokenRequest', verbs: ['create'] }],
  }),
  aServedResource({ group: 'a.io', version: 'v1', kind: 'Ask', plural: 'asks', review: true, namespaced: false }),
]);

function answerOf(path: string, accept?: string): DiscoveryAnswer {
  const answer = documents.forPath(path, accept);
  if (!answer || answer === 'NotAcceptable') throw new Error(`no answer for ${path}`);
  return answer;
}
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read documents of any shape
const bodyOf = (path: string, accept?: string): any => JSON.parse(answerOf(path, accept).body);

describe('DiscoveryDocuments', () => {
  it('lists the versions of the core group', () => {
    expect(bodyOf('/api')).toEqual({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] });
  });

  it('lists named groups with the preferred version first', () => {
    const { kind, groups } = bodyOf('/apis', 'application/json');

    expect(kind).toBe('APIGroupList');
    expect(groups).toMatchObject([{ name: 'a.io' }, { name: 'example.io' }]);
    expect(groups[1]).toEqual({
      name: 'example.io',
      versions: [
        { groupVersion: 'example.io/v1', version: 'v1' },
        { groupVersion: 'example.io/v1beta1', version: 'v1beta1' },
      ],
      preferredVersion: { groupVersion: 'example.io/v1', version: 'v1' },
    });
    expect(bodyOf('/apis/example.io')).toMatchObject({ kind: 'APIGroup', name: 'example.io' });
  });

  it('lists resources and their subresources', () => {
    expect(bodyOf('/apis/example.io/v1')).toMatchObject({
      kind: 'APIResourceList',
      groupVersion: 'example.io/v1',
      resources: [
        { name: 'widgets', singularName: 'widget', shortNames: ['wd'], categories: ['all'], namespaced: true },
        { name: 'widgets/scale', group: 'autoscaling', version: 'v1', kind: 'Scale' },
        { name: 'widgets/status', kind: 'Widget', verbs: ['get', 'patch', 'update'] },
      ],
    });
    expect(bodyOf('/apis/a.io/v1').resources[0].verbs).toEqual(['create']);
  });

  it('answers kubectl with one aggregated document whose content type names its form', () => {
    const { contentType, body } = answerOf('/apis', KUBECTL_ACCEPT);

    expect(contentType).toBe('application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList');
    expect(JSON.parse(body)).toMatchObject({
      apiVersion: 'apidiscovery.k8s.io/v2',
      items: [
        { metadata: { name: 'a.io' } },
        {
          metadata: { name: 'example.io' },
          versions: [
            {
              version: 'v1',
              freshness: 'Current',
              resources: [{ resource: 'widgets', scope: 'Namespaced', singularResource: 'widget', shortNames: ['wd'] }],
            },
            { version: 'v1beta1' },
          ],
        },
      ],
    });
  });

  it('says to which group the kind of a subresource belongs', () => {
    const [core] = bodyOf('/api', KUBECTL_ACCEPT).items;

    expect(core.versions[0].resources[0].subresources).toEqual([
      {
        subresource: 'token',
        responseKind: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
        verbs: ['create'],
      },
    ]);
  });

  it.each([
    { does: 'the older form to older clients', accept: KUBECTL_ACCEPT.split(',').slice(1).join(','), form: 'v2beta1' },
    {
      does: 'the newest form in any order of parameters',
      accept: KUBECTL_ACCEPT.replace(/;g=[^;]*;v=v2;(as=[^,]*)/, ';$1;v=v2;g=apidiscovery.k8s.io'),
      form: 'v2',
    },
  ])('gives $does', ({ accept, form }) => {
    expect(answerOf('/api', accept).contentType).toContain(`v=${form};`);
  });

  it.each([
    { does: 'does not answer a path of nobody', path: '/apis/nobody.io', accept: undefined, expected: undefined },
    { does: 'does not answer an unserved version', path: '/apis/a.io/v2', accept: undefined, expected: undefined },
    {
      does: 'refuses protobuf',
      path: '/apis',
      accept: 'application/vnd.kubernetes.protobuf',
      expected: 'NotAcceptable',
    },
  ])('$does', ({ path, accept, expected }) => {
    expect(documents.forPath(path, accept)).toBe(expected);
  });

  it('gives one tag per content', () => {
    expect(answerOf('/apis').etag).toMatch(/^"[0-9a-f]{64}"$/);
    expect(answerOf('/apis').etag).toBe(answerOf('/apis').etag);
    expect(answerOf('/apis').etag).not.toBe(answerOf('/apis', KUBECTL_ACCEPT).etag);
  });

  it('tells a version that kubectl can parse', () => {
    expect(bodyOf('/version').gitVersion).toMatch(/^v1\.32\.\d+/);
  });
});
