import type { UntypedObject } from '../../../kube/meta/index.js';
import { validateDefinition } from './validate-definition.js';

const schema = { openAPIV3Schema: { type: 'object' } };
const version = { name: 'v1', served: true, storage: true, schema };
const spec = {
  group: 'example.io',
  scope: 'Namespaced',
  names: { plural: 'widgets', kind: 'Widget', listKind: 'WidgetList' },
  versions: [version],
};

const definition = (changes: object, more: object = {}): UntypedObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.io' },
  spec: { ...spec, ...changes },
  ...more,
});

const fieldsOf = (next: UntypedObject, live?: UntypedObject): string[] =>
  validateDefinition(next, live).map(({ path }) => path.join('.'));

describe('validateDefinition', () => {
  it('accepts a sound definition', () => {
    expect(fieldsOf(definition({}))).toEqual([]);
  });

  it.each([
    { does: 'no names', changes: { names: undefined }, fields: ['spec.names.plural', 'spec.names.kind'] },
    { does: 'no versions', changes: { versions: [] }, fields: ['spec.versions'] },
    {
      does: 'a name of another plural',
      changes: { names: { plural: 'gadgets', kind: 'Gadget' } },
      fields: ['metadata.name'],
    },
    {
      does: 'a list of its own kind',
      changes: { names: { ...spec.names, listKind: 'Widget' } },
      fields: ['spec.names.listKind'],
    },
    {
      does: 'two storage versions',
      changes: { versions: [version, { ...version, name: 'v2' }] },
      fields: ['spec.versions'],
    },
    { does: 'no storage version', changes: { versions: [{ ...version, storage: false }] }, fields: ['spec.versions'] },
    {
      does: 'a version twice',
      changes: { versions: [version, { ...version, storage: false }] },
      fields: ['spec.versions'],
    },
    {
      does: 'no schema',
      changes: { versions: [{ ...version, schema: undefined }] },
      fields: ['spec.versions.0.schema.openAPIV3Schema'],
    },
    {
      does: 'a conversion webhook',
      changes: { conversion: { strategy: 'Webhook' } },
      fields: ['spec.conversion.strategy'],
    },
    { does: 'preserveUnknownFields', changes: { preserveUnknownFields: true }, fields: ['spec.preserveUnknownFields'] },
    {
      does: 'a selectable field in metadata',
      changes: { versions: [{ ...version, selectableFields: [{ jsonPath: '.metadata.name' }] }] },
      fields: ['spec.versions.0.selectableFields.0.jsonPath'],
    },
  ])('refuses $does', ({ changes, fields }) => {
    expect(fieldsOf(definition(changes))).toEqual(fields);
  });

  it('blames a schema at its place', () => {
    const broken = { ...version, schema: { openAPIV3Schema: { type: 'object', properties: { spec: {} } } } };
    const [field] = fieldsOf(definition({ versions: [broken] }));
    expect(field).toMatch(/^spec\.versions\.0\.schema\.openAPIV3Schema\./);
  });

  it.each([
    { does: 'scope', changes: { scope: 'Cluster' }, fields: ['spec.scope'] },
    { does: 'kind', changes: { names: { ...spec.names, kind: 'Thing' } }, fields: ['spec.names.kind'] },
  ])('never lets the $does change', ({ changes, fields }) => {
    expect(fieldsOf(definition(changes), definition({}))).toEqual(fields);
  });

  it('never lets a version go that objects may be stored in', () => {
    const live = definition({}, { status: { storedVersions: ['v1'] } });
    expect(fieldsOf(definition({ versions: [{ ...version, name: 'v2' }] }), live)).toEqual(['spec.versions']);
  });
});
