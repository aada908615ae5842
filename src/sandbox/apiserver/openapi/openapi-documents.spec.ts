import { aServedResource } from '../../../../test/builders/served-resource.js';
import type { StructuralSchema } from '../../../kube/schema/index.js';
import { BUILT_IN_RESOURCES } from '../registry/built-in-resources.js';
import { CORE_SCHEMAS } from './core-schemas.js';
import { OpenApiDocuments } from './openapi-documents.js';
import type { OpenApiAnswer, OpenApiRequest } from './openapi-documents.js';

const SCHEMA: StructuralSchema = {
  type: 'object',
  description: 'A widget.',
  required: ['spec'],
  properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
};
const WIDGET = aServedResource({ schema: SCHEMA });
const documents = new OpenApiDocuments([WIDGET, ...BUILT_IN_RESOURCES]);
const NOW = new Date('2026-01-02T03:04:05Z');

const ask = (path: string, changes: Partial<OpenApiRequest> = {}, from = documents): OpenApiAnswer =>
  from.answer({ path, now: NOW, ...changes })!;
interface Document {
  paths: Record<string, { serverRelativeURL: string; patch: { parameters: { name: string }[] } }>;
  components: { schemas: Record<string, { properties: object }> };
}
const bodyOf = (path: string): Document => JSON.parse(ask(path).body!) as Document;
const hashIn = (from = documents): string =>
  /example.io\/v1\?hash=([0-9A-F]+)/.exec(ask('/openapi/v3', {}, from).body!)![1]!;

const WIDGETS = '/openapi/v3/apis/example.io/v1';

describe('OpenApiDocuments', () => {
  it('lists every group and version with the hash of its document', () => {
    const { paths } = bodyOf('/openapi/v3');

    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['api/v1', 'apis/apps/v1', 'apis/example.io/v1']));
    expect(paths['apis/example.io/v1']!.serverRelativeURL).toBe(`${WIDGETS}?hash=${hashIn()}`);
  });

  it('marks the patch of an item as kubectl looks for it', () => {
    const { patch } = bodyOf(WIDGETS).paths['/apis/example.io/v1/namespaces/{namespace}/widgets/{name}']!;

    expect(patch).toMatchObject({
      'x-kubernetes-group-version-kind': { group: 'example.io', version: 'v1', kind: 'Widget' },
    });
    expect(patch.parameters.map(({ name }) => name)).toEqual(['dryRun', 'fieldManager', 'fieldValidation', 'force']);
  });

  it('publishes the schema of a definition as a whole object', () => {
    const widget = bodyOf(WIDGETS).components.schemas['io.example.v1.Widget']!;

    expect(widget).toMatchObject({
      type: 'object',
      description: 'A widget.',
      required: ['spec'],
      'x-kubernetes-group-version-kind': [{ group: 'example.io', version: 'v1', kind: 'Widget' }],
    });
    expect(Object.keys(widget.properties)).toEqual(['spec', 'apiVersion', 'kind', 'metadata']);
  });

  it.each(BUILT_IN_RESOURCES)('lets kubectl create $group/$version $kind from a file', ({ group, version, kind }) => {
    const { paths } = bodyOf(`/openapi/v3/${group ? `apis/${group}` : 'api'}/${version}`);
    const patches = Object.values(paths).map(({ patch }) => patch);

    expect(patches).toContainEqual(
      expect.objectContaining({
        'x-kubernetes-group-version-kind': { group, version, kind },
        parameters: expect.arrayContaining([expect.objectContaining({ name: 'fieldValidation' })]) as unknown,
      }),
    );
  });

  it('offers no item paths for what cannot be read', () => {
    const { paths } = bodyOf('/openapi/v3/apis/authentication.k8s.io/v1');

    expect(Object.keys(paths)).toEqual([
      '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      '/apis/authentication.k8s.io/v1/tokenreviews',
    ]);
  });

  it('refers only to schemas it holds', () => {
    const text = ask('/openapi/v3/api/v1').body!;
    const { schemas } = bodyOf('/openapi/v3/api/v1').components;
    const missing = [...text.matchAll(/#\/components\/schemas\/([^"]+)/g)].filter(([, name]) => !(name! in schemas));

    expect(missing).toEqual([]);
  });

  it.each(BUILT_IN_RESOURCES.map(({ kind }) => kind))('describes %s', (kind) => {
    expect(CORE_SCHEMAS[kind]?.description).toMatch(/^(A|An|Endpoints) .*\.$/);
  });

  it.each<{ does: string; path: string; changes?: Partial<OpenApiRequest>; status: number }>([
    { does: 'delivers without a hash', path: WIDGETS, status: 200 },
    { does: 'delivers for the hash it has', path: WIDGETS, changes: { hash: hashIn() }, status: 200 },
    { does: 'leads from an old hash to the new', path: WIDGETS, changes: { hash: 'OLD' }, status: 301 },
    { does: 'says that nothing changed', path: WIDGETS, changes: { ifNoneMatch: `"${hashIn()}"` }, status: 304 },
    { does: 'knows no other version', path: '/openapi/v3/apis/example.io/v9', status: 404 },
    { does: 'knows no v2', path: '/openapi/v2', status: 404 },
    { does: 'gives no protobuf', path: WIDGETS, changes: { accept: 'application/x-protobuf' }, status: 406 },
    { does: 'gives YAML to nobody', path: WIDGETS, changes: { accept: 'application/yaml' }, status: 406 },
  ])('$does', ({ path, changes, status }) => {
    expect(ask(path, changes).status).toBe(status);
  });

  it('lets clients keep what they asked for by hash', () => {
    expect(ask(WIDGETS, { hash: hashIn() }).headers).toEqual({
      'Content-Type': 'application/json',
      ETag: `"${hashIn()}"`,
      Vary: 'Accept',
      'Cache-Control': 'public, immutable',
      Expires: 'Sat, 02 Jan 2027 03:04:05 GMT',
    });
    expect(ask(WIDGETS, { hash: 'OLD' }).headers.Location).toBe(`${WIDGETS}?hash=${hashIn()}`);
  });

  it('changes the hash with the schema, and only then', () => {
    const changed = { ...SCHEMA, description: 'Another widget.' };

    expect(hashIn(new OpenApiDocuments([aServedResource({ schema: SCHEMA })]))).toBe(hashIn());
    expect(hashIn(new OpenApiDocuments([aServedResource({ schema: changed })]))).not.toBe(hashIn());
  });

  it('leaves other paths alone', () => {
    expect(documents.answer({ path: '/openapiv3', now: NOW })).toBeUndefined();
  });
});
