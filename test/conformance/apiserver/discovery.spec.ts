import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

const suite = conformanceSuite('discovery');

const AGGREGATED = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .concat('application/json')
  .join(',');

const named = (list: { name?: string }[], name: string): unknown => list.find((item) => item.name === name);

describe('discovery', () => {
  it('tells its version', async () => {
    const { status, body } = await suite.api.get('/version');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      major: expect.stringMatching(/^\d+$/),
      minor: expect.stringMatching(/^\d+\+?$/),
      gitVersion: expect.stringMatching(/^v1\.\d+\.\d+/),
      platform: expect.any(String),
    });
  });

  it('lists the versions of the core group', async () => {
    const { body } = await suite.api.get('/api');
    expect(body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
  });

  it('lists a group with its preferred version', async () => {
    const { body } = await suite.api.get('/apis');
    expect(body).toMatchObject({ kind: 'APIGroupList', apiVersion: 'v1' });
    const version = { groupVersion: suite.apiVersion, version: 'v1' };
    expect(named(body.groups, suite.group)).toMatchObject({ versions: [version], preferredVersion: version });
  });

  it('describes one group', async () => {
    const { body } = await suite.api.get(`/apis/${suite.group}`);
    expect(body).toMatchObject({ kind: 'APIGroup', apiVersion: 'v1', name: suite.group });
  });

  it('lists the resources of a version with their subresources', async () => {
    const { body } = await suite.api.get(`/apis/${suite.apiVersion}`);
    expect(body).toMatchObject({ kind: 'APIResourceList', groupVersion: suite.apiVersion });
    expect(named(body.resources, 'widgets')).toMatchObject({
      singularName: 'widget',
      namespaced: true,
      kind: 'Widget',
      shortNames: ['wd'],
      categories: ['all'],
    });
    const { verbs } = named(body.resources, 'widgets') as { verbs: string[] };
    expect([...verbs].sort()).toEqual([
      'create',
      'delete',
      'deletecollection',
      'get',
      'list',
      'patch',
      'update',
      'watch',
    ]);
    expect(named(body.resources, 'widgets/status')).toMatchObject({ kind: 'Widget', namespaced: true });
    expect(named(body.resources, 'widgets/scale')).toMatchObject({
      group: 'autoscaling',
      version: 'v1',
      kind: 'Scale',
    });
  });

  it('answers aggregated discovery in the form asked for', async () => {
    const { headers, body } = await suite.api.get('/apis', { headers: { accept: AGGREGATED } });
    expect(headers.get('content-type')).toContain('as=APIGroupDiscoveryList');
    expect(headers.get('content-type')).toContain('v=v2');
    expect(body).toMatchObject({ kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2' });
    const group = body.items.find((item: { metadata: { name: string } }) => item.metadata.name === suite.group);
    expect(group.versions[0]).toMatchObject({ version: 'v1', freshness: 'Current' });
    const widgets = group.versions[0].resources.find((item: { resource: string }) => item.resource === 'widgets');
    expect(widgets).toMatchObject({
      responseKind: { group: suite.group, version: 'v1', kind: 'Widget' },
      scope: 'Namespaced',
      singularResource: 'widget',
      shortNames: ['wd'],
    });
    expect(widgets.subresources.map(({ subresource }: { subresource: string }) => subresource).sort()).toEqual([
      'scale',
      'status',
    ]);
  });

  it('answers aggregated discovery of the core group too', async () => {
    const { body } = await suite.api.get('/api', { headers: { accept: AGGREGATED } });
    const resources = body.items[0].versions[0].resources as { resource: string }[];
    expect(resources.map(({ resource }) => resource)).toEqual(
      expect.arrayContaining(['namespaces', 'secrets', 'configmaps', 'services', 'events']),
    );
  });

  it('answers 304 to who holds the same document', async () => {
    const headers = { accept: AGGREGATED };
    const first = await suite.api.get('/apis', { headers });
    const etag = first.headers.get('etag')!;
    expect(etag).toMatch(/^".+"$/);
    const second = await suite.api.get('/apis', { headers: { ...headers, 'if-none-match': etag } });
    expect(second.status).toBe(304);
  });

  it.each(['/healthz', '/livez', '/readyz'])('is well at %s', async (path) => {
    const { status, body, headers } = await suite.api.get(path);
    expect({ status, body }).toEqual({ status: 200, body: 'ok' });
    expect(headers.get('content-type')).toContain('text/plain');
  });

  it.each([
    '/nowhere',
    '/apis/nowhere.example.com',
    '/apis/nowhere.example.com/v1/things',
    '/api/v1/things',
    `/apis/${suite.apiVersion}/gadgets`,
  ])('knows nothing at %s', async (path) => {
    const response = await suite.api.get(path);
    expect(response.status).toBe(404);
  });

  it('answers an unknown resource of a known group with a Status', async () => {
    expectFailure(await suite.api.get('/api/v1/gadgets'), { code: 404, reason: 'NotFound' });
  });
});

/** Real servers publish the document of a new definition some time after they serve the kind. */
async function documentUrl(): Promise<string> {
  const group = `apis/${suite.apiVersion}`;
  const { body } = await suite.eventually('/openapi/v3', (index) => index.body.paths?.[group] !== undefined);
  return body.paths[group].serverRelativeURL as string;
}

describe('OpenAPI v3', () => {
  it('leads from its index to the document of a group', async () => {
    const { status, body } = await suite.api.get(await documentUrl());
    expect(status).toBe(200);
    expect(body.openapi).toMatch(/^3\.0/);
    const gvk = { group: suite.group, version: 'v1', kind: 'Widget' };
    const schemas = Object.values<Record<string, unknown>>(body.components.schemas);
    const kinds = schemas.filter((schema) =>
      JSON.stringify(schema['x-kubernetes-group-version-kind'])?.includes('"Widget"'),
    );
    expect(kinds).toHaveLength(1);
    expect(kinds[0]!['x-kubernetes-group-version-kind']).toEqual([gvk]);
    const item = body.paths[`/apis/${suite.apiVersion}/namespaces/{namespace}/widgets/{name}`];
    expect(item.patch['x-kubernetes-group-version-kind']).toEqual(gvk);
  });

  it('declares to kubectl that a patch can be validated by field', async () => {
    const { body } = await suite.api.get(await documentUrl());
    const { patch } = body.paths[`/apis/${suite.apiVersion}/namespaces/{namespace}/widgets/{name}`];
    const names = patch.parameters.map(({ name, $ref }: { name?: string; $ref?: string }) => name ?? $ref);
    expect(names.join(' ')).toContain('fieldValidation');
    expect(names.join(' ')).toContain('fieldManager');
  });

  it('lets clients keep a document whose hash they name', async () => {
    const { body: index } = await suite.api.get('/openapi/v3');
    const { headers } = await suite.api.get(index.paths['api/v1'].serverRelativeURL);
    expect(headers.get('cache-control')).toContain('immutable');
    expect(headers.get('etag')).toBeTruthy();
  });

  it('leads from an old hash to the current one', async () => {
    const { status, headers } = await suite.api.get('/openapi/v3/api/v1', { query: { hash: 'OLD' } });
    expect(status).toBe(301);
    expect(headers.get('location')).toContain('/openapi/v3/api/v1?hash=');
  });
});
