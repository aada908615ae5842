import { ApiClient } from '../../../../test/conformance/apiserver/api-client.js';
import { EmbeddedApiServer } from '../index.js';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

const definition = (plural: string, kind: string) => ({
  metadata: { name: `${plural}.example.io` },
  spec: {
    group: 'example.io',
    scope: 'Namespaced',
    names: { plural, kind },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
});

const conditionOf = (body: { status?: { conditions?: { type: string; status: string }[] } }, type: string) =>
  body.status?.conditions?.find((condition) => condition.type === type)?.status;

const POLICIES = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
const BINDINGS = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings';

const keepingConfigMaps = {
  metadata: { name: 'keep' },
  spec: {
    matchConstraints: {
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['DELETE'], resources: ['configmaps'] }],
    },
    validations: [{ expression: "oldObject.metadata.name != 'kept'", message: 'is to be kept' }],
  },
};

const widget = (metadata: object): object => ({ apiVersion: 'example.io/v1', kind: 'Widget', metadata });

describe('the loops of the server', () => {
  let server: EmbeddedApiServer;
  let client: ApiClient;

  beforeEach(async () => {
    server = await EmbeddedApiServer.start();
    client = new ApiClient({ url: server.url, ca: server.caCertificate, token: server.adminToken });
  });
  afterEach(async () => {
    await client.close();
    await server.stop();
  });

  it('give back the default ServiceAccount of a namespace', async () => {
    const path = '/api/v1/namespaces/default/serviceaccounts';
    const { body } = await client.get(`${path}/default`);
    const watch = await client.watch(path, { resourceVersion: body.metadata.resourceVersion });
    await client.delete(`${path}/default`);
    expect(await watch.take(2)).toEqual(['DELETED default', 'ADDED default']);
  });

  it('empty a namespace of all but what may not go, and say so there until it may', async () => {
    await client.post(POLICIES, keepingConfigMaps);
    await client.post(BINDINGS, {
      metadata: { name: 'keep' },
      spec: { policyName: 'keep', validationActions: ['Deny'] },
    });
    await client.post('/api/v1/namespaces', { metadata: { name: 'team' } });
    const path = '/api/v1/namespaces/team';
    await client.post(`${path}/configmaps`, { metadata: { name: 'kept' } });
    await client.post(`${path}/secrets`, { metadata: { name: 'free' } });
    const namespaces = await client.watch('/api/v1/namespaces', { fieldSelector: 'metadata.name=team' });
    await namespaces.take(1);
    await client.delete(path);

    expect(await namespaces.take(1)).toEqual(['MODIFIED team']);
    const { object: stuck } = await namespaces.next();
    expect(conditionOf(stuck, 'NamespaceDeletionContentFailure')).toBe('True');
    expect(JSON.stringify(stuck.status)).toContain('is to be kept');
    expect((await client.get(`${path}/secrets`)).body.items).toEqual([]);
    expect((await client.get(`${path}/configmaps/kept`)).body.metadata).not.toHaveProperty('deletionTimestamp');

    await client.delete(`${BINDINGS}/keep`);
    expect((await namespaces.until('DELETED')).at(-1)?.object.metadata.name).toBe('team');
  });

  it('remove the objects of a definition with it, the held ones last', async () => {
    await client.post(DEFINITIONS, definition('widgets', 'Widget'));
    const path = '/apis/example.io/v1/namespaces/default/widgets';
    await client.post(path, widget({ name: 'free' }));
    const { body: held } = await client.post(path, widget({ name: 'held', finalizers: ['example.io/held'] }));
    const definitions = await client.watch(DEFINITIONS, { fieldSelector: 'metadata.name=widgets.example.io' });
    await definitions.take(1);
    const widgets = await client.watch(path, { resourceVersion: held.metadata.resourceVersion });
    const { body: terminating } = await client.delete(`${DEFINITIONS}/widgets.example.io`);
    expect(conditionOf(terminating, 'Terminating')).toBe('True');
    expect((await client.post(path, widget({ name: 'late' }))).status).toBe(405);

    expect(await widgets.take(2)).toEqual(['DELETED free', 'MODIFIED held']);
    await client.patch('merge', `${path}/held`, { metadata: { finalizers: null } });
    expect((await widgets.rest()).map(({ type }) => type)).toEqual(['DELETED']);
    expect((await definitions.until('DELETED')).at(-1)?.object.metadata.name).toBe('widgets.example.io');
    expect((await client.get(path)).status).toBe(404);
  });

  it('let a definition have its names once another has left them', async () => {
    await client.post(DEFINITIONS, definition('widgets', 'Widget'));
    const { body: second } = await client.post(DEFINITIONS, definition('gadgets', 'Widget'));
    expect(conditionOf(second, 'NamesAccepted')).toBe('False');
    expect((await client.get('/apis/example.io/v1/namespaces/default/gadgets')).status).toBe(404);
    const watch = await client.watch(DEFINITIONS, { fieldSelector: 'metadata.name=gadgets.example.io' });
    await watch.take(1);
    await client.delete(`${DEFINITIONS}/widgets.example.io`);
    expect(conditionOf((await watch.next()).object, 'Established')).toBe('True');
    expect((await client.get('/apis/example.io/v1/namespaces/default/gadgets')).status).toBe(200);
  });
});
