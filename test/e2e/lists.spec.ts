import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { NAMESPACE } from '../../src/kube/meta/index.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer } from '../harness/sandbox-app.js';

const nameOf = ({ metadata }: { metadata: { name: string } }): string => metadata.name;

describe('lists of clusters', () => {
  let sandbox: SandboxApp;
  let client: HttpKubeClient;

  beforeAll(async () => {
    sandbox = await SandboxApp.start();
    client = connect(sandbox.cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
    for (const name of ['a', 'a-b', 'b'])
      await client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  });

  afterAll(async () => {
    await client.close();
    await sandbox.stop();
  });

  const make = async (namespace: string, name: string, spec: object = {}, labels = {}): Promise<void> => {
    const body = {
      metadata: { name, labels },
      spec: { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' }, ...spec },
    };
    const { status } = await sandbox.request('POST', `/api/v1/namespaces/${namespace}/clusters`, { body });
    expect(status).toBe(201);
  };

  const remove = async (namespace: string, name: string): Promise<void> => {
    const path = `/api/v1/namespaces/${namespace}/clusters/${name}`;
    await sandbox.request('DELETE', path);
    await eventually(
      () => sandbox.request('GET', path),
      ({ status }) => status === 404,
    );
  };

  const list = (query = '', namespace?: string): Promise<Answer> =>
    sandbox.request('GET', `/api/v1/${namespace ? `namespaces/${namespace}/` : ''}clusters${query}`);

  it('pages through what does not change, each item once, in one order', async () => {
    for (const name of ['p5', 'p1', 'p3', 'p2', 'p4']) await make('a', name);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await list(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`, 'a');
      expect(body.page.limit).toBe(2);
      seen.push(...body.items.map(nameOf));
      cursor = body.page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
  });

  it('stays where it is while objects come and go around the cursor', async () => {
    for (const name of ['c2', 'c4', 'c6', 'c8']) await make('b', name);
    const first = (await list('?limit=2', 'b')).body;
    expect(first.items.map(nameOf)).toEqual(['c2', 'c4']);
    // The last item of the page goes, one comes before the cursor, one after it.
    await remove('b', 'c4');
    await make('b', 'c3');
    await make('b', 'c5');
    const second = (await list(`?limit=2&cursor=${first.page.nextCursor}`, 'b')).body;
    expect(second.items.map(nameOf)).toEqual(['c5', 'c6']);
    const third = (await list(`?limit=2&cursor=${second.page.nextCursor}`, 'b')).body;
    expect(third.items.map(nameOf)).toEqual(['c8']);
    expect(third.page.nextCursor).toBeUndefined();
  });

  it('has no next page when the last one is just full', async () => {
    await make('a-b', 'only');
    const { body, headers } = await list('?limit=1', 'a-b');
    expect(body.items.map(nameOf)).toEqual(['only']);
    expect(body.page.nextCursor).toBeUndefined();
    expect(headers.get('link')).toBeNull();
  });

  it('links to the next page with the filters it was asked with', async () => {
    const { headers } = await list('?limit=1&engine=postgresql', 'a');
    const link = /^<([^>]+)>; rel="next"$/.exec(headers.get('link')!)!;
    const next = await sandbox.request('GET', link[1]!);
    expect(next.body.items.map(nameOf)).toEqual(['p2']);
    expect(link[1]).toContain('engine=postgresql');
  });

  it('spans namespaces, one after the other', async () => {
    const { body } = await list('?limit=500');
    const namespaces = body.items.map(({ metadata }: { metadata: { namespace: string } }) => metadata.namespace);
    expect([...new Set(namespaces)]).toEqual([...new Set(namespaces)].sort());
    expect(new Set(namespaces)).toEqual(new Set(['a', 'a-b', 'b']));
  });

  it.each<{ query: string; expected: string[] }>([
    { query: '?name=f1,f3', expected: ['f1', 'f3'] },
    { query: '?version=16', expected: ['f2'] },
    { query: '?version=17.7', expected: ['f3'] },
    { query: '?version=16,17.7', expected: ['f2', 'f3'] },
    { query: '?phase=Stopped', expected: [] },
    { query: '?phase=Running&version=17', expected: ['f1', 'f3'] },
    { query: '?engine=kafka', expected: [] },
    { query: '?engine=postgresql&name=f2', expected: ['f2'] },
    { query: '?q=f', expected: ['f1', 'f2', 'f3'] },
    { query: '?q=1', expected: [] },
    { query: '?labelSelector=tier%20in%20(gold,%20silver)', expected: ['f1', 'f2'] },
    { query: '?labelSelector=!tier', expected: ['f3'] },
    { query: '?createdBefore=2001-01-01T00:00:00Z', expected: [] },
    { query: '?sort=-name', expected: ['f3', 'f2', 'f1'] },
    { query: '?sort=engine,-name&version=17', expected: ['f3', 'f1'] },
  ])('filters by $query', async ({ query, expected }) => {
    await filtered();
    const { body } = await list(`${query}&total=true`, 'filters');
    expect(body.items.map(nameOf)).toEqual(expected);
    expect(body.page.total).toBe(expected.length);
  });

  let isFiltered = false;

  /** Three clusters that differ, made once, whichever row comes first. */
  const filtered = async (): Promise<void> => {
    if (isFiltered) return;
    isFiltered = true;
    await client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'filters' } });
    await make('filters', 'f1', { version: '17.6' }, { tier: 'gold' });
    await make('filters', 'f2', { version: '16.11' }, { tier: 'silver' });
    await make('filters', 'f3', { version: '17.7' });
    await eventually(
      () => list('?phase=Running', 'filters'),
      ({ body }) => body.items.length === 3,
    );
  };

  it('goes on in another order, whatever comes before the cursor', async () => {
    await filtered();
    const first = (await list('?sort=-name&limit=1', 'filters')).body;
    await make('filters', 'f4');
    const second = (await list(`?sort=-name&limit=1&cursor=${first.page.nextCursor}`, 'filters')).body;
    expect([...first.items, ...second.items].map(nameOf)).toEqual(['f3', 'f2']);
    await remove('filters', 'f4');
  });

  it.each(['sort=name', 'engine=postgresql', 'q=f', 'sort=-name&phase=Running'])(
    'takes no cursor of another list: ?%s',
    async (other) => {
      await filtered();
      const { nextCursor } = (await list('?sort=-name&limit=1', 'filters')).body.page;
      const { status, body } = await list(`?${other}&cursor=${nextCursor}`, 'filters');
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([{ pointer: '?cursor', hint: 'Begin again with the first page, without it.' }]);
    },
  );

  it('has the fields that were chosen, and no others', async () => {
    await filtered();
    const { body } = await list('?fields=metadata.name,spec.version&limit=1', 'filters');
    expect(body.items).toEqual([{ metadata: { name: 'f1' }, spec: { version: '17.6' } }]);
  });

  it.each([
    { query: '?sort=phase', pointer: '?sort', allowed: ['namespace', '-name', 'creationTimestamp', 'engine'] },
    { query: '?sort=name,-name', pointer: '?sort' },
    { query: '?fields=spec.colour', pointer: '?fields', allowed: ['spec.engine', 'spec.storage'] },
    { query: '?phase=Rnning', pointer: '?phase', allowed: ['Running'] },
    { query: '?labelSelector=tier%3D%3D(', pointer: '?labelSelector' },
    { query: '?colour=red', pointer: '?colour', allowed: ['labelSelector', 'sort', 'fields', 'q'] },
  ])('refuses $query by name, and says what would do', async ({ query, pointer, allowed = [] }) => {
    const { status, body } = await list(query);
    expect([status, body.code]).toEqual([400, 'malformed_request']);
    expect(body.errors[0]).toMatchObject({ pointer });
    expect(body.errors[0].allowed ?? []).toEqual(expect.arrayContaining(allowed));
  });

  it('counts in all only when asked', async () => {
    expect((await list('?limit=1&total=true', 'a')).body.page).toMatchObject({ total: 5 });
    expect((await list('?limit=1', 'a')).body.page).not.toHaveProperty('total');
  });

  it('holds nothing that only machines need', async () => {
    const { body } = await list('?limit=1', 'a');
    expect(Object.keys(body.items[0]).sort()).toEqual(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
    expect(body.items[0].metadata).not.toHaveProperty('managedFields');
    expect(body.items[0].metadata).not.toHaveProperty('finalizers');
  });
});
