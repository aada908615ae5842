import type { Wire } from './api-client.js';
import { conformanceSuite } from './conformance-suite.js';

const suite = conformanceSuite('tables');

const TABLE = ['v1', 'v1beta1']
  .map((version) => `application/json;as=Table;v=${version};g=meta.k8s.io`)
  .concat('application/json')
  .join(',');

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
  await suite.created(suite.widgets(namespace), suite.widget('a', { spec: { size: 3 } }));
  await suite.created(suite.widgets(namespace), suite.widget('b'));
});

interface Table {
  kind: string;
  columnDefinitions: { name: string; type: string; format: string; priority: number; description: string }[];
  rows: { cells: unknown[]; object: Record<string, Wire> | null }[];
  metadata: { resourceVersion: string };
}

const table = async (path: string, query: Record<string, string> = {}): Promise<Table> =>
  (await suite.api.get(path, { query, headers: { accept: TABLE } })).body as Table;

describe('tables', () => {
  it('show the printer columns of a definition', async () => {
    const { kind, columnDefinitions, rows, metadata } = await table(suite.widgets(namespace));
    expect(kind).toBe('Table');
    expect(metadata.resourceVersion).toMatch(/^\d+$/);
    expect(columnDefinitions.map(({ name, type, priority }) => [name, type, priority])).toEqual([
      ['Name', 'string', 0],
      ['Size', 'integer', 0],
      ['Mode', 'string', 1],
      ['Age', 'date', 0],
    ]);
    expect(columnDefinitions[0]!.format).toBe('name');
    expect(columnDefinitions[2]!.description).toBe('How it runs.');
    expect(rows.map(({ cells }) => cells.slice(0, 3))).toEqual([
      ['a', 3, 'safe'],
      ['b', null, null],
    ]);
    expect(rows[0]!.cells[3]).toMatch(/^\d+s$/);
  });

  it('carry the metadata of each row, or what is asked for', async () => {
    const [byDefault, whole, none] = await Promise.all([
      table(suite.widgets(namespace)),
      table(suite.widgets(namespace), { includeObject: 'Object' }),
      table(suite.widgets(namespace), { includeObject: 'None' }),
    ]);
    expect(byDefault.rows[0]!.object).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'a' } });
    expect(byDefault.rows[0]!.object).not.toHaveProperty('spec');
    expect(whole.rows[0]!.object).toMatchObject({ kind: 'Widget', spec: { size: 3 } });
    expect(none.rows[0]!.object ?? null).toBeNull();
  });

  it('show one object as one row', async () => {
    const { rows } = await table(`${suite.widgets(namespace)}/a`);
    expect(rows.map(({ cells }) => cells[0])).toEqual(['a']);
  });

  it('define their columns once in a watch', async () => {
    const watch = await suite.api.watch(suite.widgets(namespace), {}, { accept: TABLE });
    const [first, second] = [await watch.next(), await watch.next()];
    watch.close();
    expect(first).toMatchObject({
      type: 'ADDED',
      object: { kind: 'Table', rows: [{ cells: ['a', 3, 'safe', expect.any(String)] }] },
    });
    expect(first.object.columnDefinitions).toHaveLength(4);
    expect(second.object.columnDefinitions ?? []).toEqual([]);
  });

  it('have columns for built-in kinds', async () => {
    await suite.created(`/api/v1/namespaces/${namespace}/secrets`, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      stringData: { a: '1', b: '2' },
    });
    const { columnDefinitions, rows } = await table(`/api/v1/namespaces/${namespace}/secrets`, {
      fieldSelector: 'metadata.name=s',
    });
    expect(columnDefinitions.map(({ name }) => name)).toEqual(['Name', 'Type', 'Data', 'Age']);
    expect(rows[0]!.cells.slice(0, 3)).toEqual(['s', 'Opaque', 2]);
  });

  it('give way to bare metadata in a watch, too', async () => {
    const accept = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
    const watch = await suite.api.watch(suite.widgets(namespace), {}, { accept });
    const { object } = await watch.next();
    watch.close();
    expect(object).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { namespace } });
    expect(object).not.toHaveProperty('spec');
  });

  it('give way to bare metadata', async () => {
    const { body } = await suite.api.get(suite.widgets(namespace), {
      headers: { accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io' },
    });
    expect(body).toMatchObject({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' });
    expect(body.items[0]).toMatchObject({ metadata: { name: 'a' } });
    expect(body.items[0]).not.toHaveProperty('spec');
  });
});
