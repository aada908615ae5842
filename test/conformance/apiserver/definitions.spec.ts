import type { Wire } from './api-client.js';
import { conformanceSuite, GROUP_SUFFIX } from './conformance-suite.js';
import { expectFailure } from './failure.js';
import { widgetDefinition, widgetVersion } from './widget.js';

type Json = Record<string, unknown>;

const suite = conformanceSuite('definitions');
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

let count = 0;
/** A definition in a group of its own. */
function aDefinition(change: (spec: Wire) => void = () => undefined): Wire {
  count += 1;
  const definition: Wire = structuredClone(widgetDefinition(`d${count}.${GROUP_SUFFIX}`));
  change(definition.spec);
  return definition;
}

const withSchema = (schema: Json): Wire =>
  aDefinition((spec) => {
    spec.versions = [
      widgetVersion('v1', {
        subresources: {},
        additionalPrinterColumns: [],
        selectableFields: [],
        schema: { openAPIV3Schema: schema },
      }),
    ];
  });

const object = (properties: Json, more: Json = {}): Json => ({
  type: 'object',
  properties: { spec: { type: 'object', properties } },
  ...more,
});

describe('a definition', () => {
  it('is established under the names it asked for', async () => {
    const { body } = await suite.api.get(`${DEFINITIONS}/widgets.${suite.group}`);
    expect(body.status).toMatchObject({
      acceptedNames: {
        plural: 'widgets',
        singular: 'widget',
        kind: 'Widget',
        listKind: 'WidgetList',
        shortNames: ['wd'],
      },
      storedVersions: ['v1'],
    });
    const conditions = body.status.conditions.map(({ type, status }: Wire) => `${type}=${status}`);
    expect(conditions).toEqual(expect.arrayContaining(['NamesAccepted=True', 'Established=True']));
  });

  it.each([
    { given: 'absent', name: undefined },
    { given: 'empty', name: '' },
  ])('takes names that are $given from its kind', async ({ name }) => {
    const definition = aDefinition((spec) => Object.assign(spec.names, { singular: name, listKind: name }));
    const { status, body } = await suite.api.post(`${DEFINITIONS}?dryRun=All`, definition);
    expect(status).toBe(201);
    expect(body.spec.names).toMatchObject({ singular: 'widget', listKind: 'WidgetList' });
  });

  it.each<{ does: string; change: (spec: Wire) => void; causes?: string[] }>([
    {
      does: 'a name that is not plural.group',
      change: (spec) => (spec.names.plural = 'gadgets'),
      causes: ['FieldValueInvalid metadata.name'],
    },
    { does: 'no storage version', change: (spec) => (spec.versions[0].storage = false) },
    { does: 'two storage versions', change: (spec) => spec.versions.push(widgetVersion('v2')) },
    { does: 'two versions of one name', change: (spec) => spec.versions.push(widgetVersion('v1', { storage: false })) },
    { does: 'no schema', change: (spec) => delete spec.versions[0].schema },
    {
      does: 'a scope that is none',
      change: (spec) => (spec.scope = 'Galaxy'),
      causes: ['FieldValueNotSupported spec.scope'],
    },
    { does: 'a kind that is also the kind of its list', change: (spec) => (spec.names.listKind = 'Widget') },
    { does: 'unknown fields to be kept everywhere', change: (spec) => (spec.preserveUnknownFields = true) },
  ])('is refused with $does', async ({ change, causes }) => {
    const response = await suite.api.post(DEFINITIONS, aDefinition(change));
    expectFailure(response, { code: 422, reason: 'Invalid', ...(causes ? { causes } : {}) });
  });

  it.each<{ does: string; schema: Json }>([
    { does: 'a property without a type', schema: object({ a: {} }) },
    { does: 'a root that is no object', schema: { type: 'string' } },
    { does: 'a reference', schema: object({ a: { $ref: '#/definitions/a' } }) },
    { does: 'a type within a junction', schema: object({ a: { type: 'string', anyOf: [{ type: 'string' }] } }) },
    {
      does: 'both properties and additional ones',
      schema: object({
        a: { type: 'object', properties: { b: { type: 'string' } }, additionalProperties: { type: 'string' } },
      }),
    },
    {
      does: 'a keyed list without keys',
      schema: object({ a: { type: 'array', 'x-kubernetes-list-type': 'map', items: { type: 'object' } } }),
    },
    {
      does: 'a key that may be absent',
      schema: object({
        a: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['k'],
          items: { type: 'object', properties: { k: { type: 'string' } } },
        },
      }),
    },
    { does: 'a default that is invalid', schema: object({ a: { type: 'integer', default: 'x' } }) },
    { does: 'a default that would be pruned', schema: object({ a: { type: 'object', default: { unknown: 1 } } }) },
    { does: 'unique items', schema: object({ a: { type: 'array', uniqueItems: true, items: { type: 'string' } } }) },
    {
      does: 'a rule that cannot be read',
      schema: object({ a: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self ==' }] } }),
    },
    { does: 'a pattern that cannot be read', schema: object({ a: { type: 'string', pattern: '(' } }) },
  ])('is refused with a schema that has $does', async ({ schema }) => {
    expectFailure(await suite.api.post(DEFINITIONS, withSchema(schema)), { code: 422, reason: 'Invalid' });
  });

  it('serves several versions of the same objects', async () => {
    const definition = aDefinition((spec) => spec.versions.push(widgetVersion('v2beta1', { storage: false })));
    const { group } = definition.spec;
    await suite.define(definition);
    const namespace = await suite.namespace();
    const at = (version: string, name = ''): string =>
      `/apis/${group}/${version}/namespaces/${namespace}/widgets${name}`;
    await suite.created(at('v1'), {
      apiVersion: `${group}/v1`,
      kind: 'Widget',
      metadata: { name: 'a' },
      spec: { size: 1 },
    });
    const { body } = await suite.api.get(at('v2beta1', '/a'));
    expect(body).toMatchObject({ apiVersion: `${group}/v2beta1`, spec: { size: 1 } });
    const groups = await suite.api.get(`/apis/${group}`);
    expect(groups.body).toMatchObject({ preferredVersion: { version: 'v1' } });
    expect(groups.body.versions.map(({ version }: Wire) => version)).toEqual(['v1', 'v2beta1']);
  });

  it('shows new defaults on old objects', async () => {
    const definition = withSchema(object({ a: { type: 'string' }, b: { type: 'string' } }));
    const { group } = definition.spec;
    await suite.define(definition);
    const namespace = await suite.namespace();
    const path = `/apis/${group}/v1/namespaces/${namespace}/widgets`;
    await suite.created(path, {
      apiVersion: `${group}/v1`,
      kind: 'Widget',
      metadata: { name: 'old' },
      spec: { a: 'x' },
    });
    const schema = object({ a: { type: 'string' }, b: { type: 'string', default: 'new' } });
    const at = `${DEFINITIONS}/${definition.metadata.name}`;
    await suite.api.patch('json', at, [
      { op: 'replace', path: '/spec/versions/0/schema/openAPIV3Schema', value: schema },
    ]);
    const { body } = await suite.eventually(`${path}/old`, (response) => response.body.spec.b === 'new');
    expect(body.spec).toEqual({ a: 'x', b: 'new' });
  });

  it('lets an object keep what a stricter schema would refuse, until it is touched there', async () => {
    const definition = withSchema(object({ a: { type: 'string' }, b: { type: 'string' } }));
    const { group } = definition.spec;
    await suite.define(definition);
    const namespace = await suite.namespace();
    const path = `/apis/${group}/v1/namespaces/${namespace}/widgets`;
    await suite.created(path, {
      apiVersion: `${group}/v1`,
      kind: 'Widget',
      metadata: { name: 'old' },
      spec: { a: 'long' },
    });
    const schema = object({ a: { type: 'string', maxLength: 2 }, b: { type: 'string' } });
    const at = `${DEFINITIONS}/${definition.metadata.name}`;
    await suite.api.patch('json', at, [
      { op: 'replace', path: '/spec/versions/0/schema/openAPIV3Schema', value: schema },
    ]);
    const change = (spec: Json): Promise<Wire> => suite.api.patch('merge', `${path}/old`, { spec });
    const tooLong = { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'new' }, spec: { a: 'long' } };
    const deadline = Date.now() + 10_000;
    while ((await suite.api.post(path, tooLong, { query: { dryRun: 'All' } })).status !== 422 && Date.now() < deadline);
    expect((await change({ b: 'x' })).status).toBe(200);
    expectFailure(await change({ a: 'other' }), { code: 422, reason: 'Invalid', causes: ['FieldValueTooLong spec.a'] });
  });

  it('takes its objects along when it goes', async () => {
    const definition = aDefinition();
    const { group } = definition.spec;
    await suite.define(definition);
    const namespace = await suite.namespace();
    const path = `/apis/${group}/v1/namespaces/${namespace}/widgets`;
    await suite.created(path, { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'a' } });
    const watch = await suite.api.watch(path);
    await suite.api.delete(`${DEFINITIONS}/${definition.metadata.name}`);
    expect(await watch.take(2)).toEqual(['ADDED a', 'DELETED a']);
    watch.close();
    await suite.eventually(`${DEFINITIONS}/${definition.metadata.name}`, ({ status }) => status === 404);
    const { status } = await suite.eventually(path, (response) => response.status === 404);
    expect(status).toBe(404);
  });
});
