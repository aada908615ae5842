import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer } from '../harness/sandbox-app.js';

const CLUSTERS = '/api/v1/namespaces/default/clusters';

const aSpec = (changes: object = {}): object => ({
  engine: 'postgresql',
  version: '17',
  clusterSize: 1,
  storage: { size: '1Gi' },
  ...changes,
});

describe('writers that meet', () => {
  let sandbox: SandboxApp;
  let client: HttpKubeClient;
  let count = 0;

  beforeAll(async () => {
    sandbox = await SandboxApp.start();
    client = connect(sandbox.cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
  });

  afterAll(async () => {
    await client.close();
    await sandbox.stop();
  });

  const live = (name: string): Promise<DatabaseCluster> => client.get(DATABASE_CLUSTER, { namespace: 'default', name });

  const settled = (name: string): Promise<DatabaseCluster> =>
    eventually(
      () => live(name),
      ({ metadata, status }) => status?.phase === 'Running' && status.observedGeneration === metadata.generation,
    );

  /** All but what moves with the status, which the loop may write at any time. */
  const wishOf = async (name: string): Promise<object> => {
    const { metadata, spec } = await live(name);
    const { resourceVersion: _version, managedFields: _fields, ...kept } = metadata;
    return { metadata: kept, spec };
  };

  /** A cluster that runs as it was asked to. */
  const newCluster = async (): Promise<{ name: string; path: string }> => {
    const name = `orders-${(count += 1)}`;
    const { status } = await sandbox.request('POST', CLUSTERS, { body: { metadata: { name }, spec: aSpec() } });
    expect(status).toBe(201);
    await settled(name);
    return { name, path: `${CLUSTERS}/${name}` };
  };

  const read = async (path: string): Promise<{ etag: string; body: Answer['body'] }> => {
    const { headers, body } = await sandbox.request('GET', path);
    return { etag: headers.get('etag')!, body };
  };

  const patch = (path: string, spec: object, headers: Record<string, string> = {}): Promise<Answer> =>
    sandbox.request('PATCH', path, { body: { spec }, headers });

  it('with the same ETag: one wins, the other is told, nothing is lost', async () => {
    const { name, path } = await newCluster();
    const { etag } = await read(path);
    const sizes = [2, 3, 4, 5];
    const answers = await Promise.all(sizes.map((clusterSize) => patch(path, { clusterSize }, { 'if-match': etag })));
    const codes = answers.map(({ status }) => status).sort();
    expect(codes).toEqual([200, 412, 412, 412]);
    const winner = answers.find(({ status }) => status === 200)!;
    expect((await live(name)).spec.clusterSize).toBe(winner.body.spec.clusterSize);
    const [loser] = answers.filter(({ status }) => status === 412);
    expect(loser!.body).toMatchObject({ code: 'precondition_failed', retryable: false });
  });

  /** Two writers of what both have read; false where the loop wrote its status in between, and neither had a chance. */
  const twoWriters = async (path: string): Promise<Answer[] | false> => {
    const { metadata } = (await read(path)).body;
    const { resourceVersion, generation } = metadata;
    const write = (clusterSize: number): Promise<Answer> =>
      sandbox.request('PUT', path, { body: { metadata: { resourceVersion }, spec: aSpec({ clusterSize }) } });
    const answers = await Promise.all([write(2), write(3)]);
    const { metadata: after } = (await read(path)).body;
    const isStatusAlone = after.generation === generation && after.resourceVersion !== resourceVersion;
    return isStatusAlone ? false : answers;
  };

  it('with the same resourceVersion in the body: one wins, the others conflict', async () => {
    const { path } = await newCluster();
    const answers = (await eventually(() => twoWriters(path), Boolean)) as Answer[];
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'conflict', retryable: true });
  });

  it('without any precondition, on different fields: both are kept', async () => {
    const { name, path } = await newCluster();
    const edits = [
      { config: [{ name: 'work_mem', value: '8MB' }] },
      { resources: { memory: '512Mi' } },
      { clusterSize: 2 },
      { deletionPolicy: 'Retain' },
    ];
    const answers = await Promise.all(edits.map((spec) => patch(path, spec)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await live(name)).spec).toMatchObject(Object.assign({}, ...edits));
  });

  it('with kubectl: an edit in between fails the careful writer', async () => {
    const { name, path } = await newCluster();
    const { etag } = await read(path);
    const body = { spec: { clusterSize: 2 } };
    await client.patch(DATABASE_CLUSTER, { namespace: 'default', name }, { type: 'merge', body });
    expect((await patch(path, { clusterSize: 3 }, { 'if-match': etag })).status).toBe(412);
    expect((await live(name)).spec.clusterSize).toBe(2);
  });

  it('with the reconciler: its status and stamps never fail a careful writer', async () => {
    const name = `orders-${(count += 1)}`;
    const created = await sandbox.request('POST', CLUSTERS, { body: { metadata: { name }, spec: aSpec() } });
    const etag = created.headers.get('etag')!;
    await settled(name);
    const merged = { metadata: { annotations: { 'dbaas.io/request-id': 'abc' } } };
    await client.patch(DATABASE_CLUSTER, { namespace: 'default', name }, { type: 'merge', body: merged });
    const answer = await patch(`${CLUSTERS}/${name}`, { clusterSize: 2 }, { 'if-match': etag });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).not.toBe(etag);
  });

  it.each(['"some.thing"', 'W/"0000000000000000.1"', '"a", "b"', 'nonsense'])(
    'refuses If-Match: %s',
    async (condition) => {
      const { path } = await newCluster();
      expect((await patch(path, { clusterSize: 2 }, { 'if-match': condition })).status).toBe(412);
      expect((await sandbox.request('DELETE', path, { headers: { 'if-match': condition } })).status).toBe(412);
    },
  );

  it('accepts a list of tags with the right one in it, and the star', async () => {
    const { path } = await newCluster();
    const { etag } = await read(path);
    expect((await patch(path, { clusterSize: 2 }, { 'if-match': `"old.1", ${etag}` })).status).toBe(200);
    expect((await patch(path, { clusterSize: 3 }, { 'if-match': '*' })).status).toBe(200);
  });

  it('deletes only what If-Match names', async () => {
    const { name, path } = await newCluster();
    const { etag } = await read(path);
    await patch(path, { deletionPolicy: 'Retain' });
    expect((await sandbox.request('DELETE', path, { headers: { 'if-match': etag } })).status).toBe(412);
    expect((await live(name)).metadata.deletionTimestamp).toBeUndefined();
  });

  it('accepts a repeated deletion again', async () => {
    const { path } = await newCluster();
    const answers = await Promise.all([1, 2, 3].map(() => sandbox.request('DELETE', path)));
    expect(answers.map(({ status }) => status).every((status) => status === 202 || status === 404)).toBe(true);
    expect(answers[0]!.headers.get('location')).toBe(path);
  });

  describe('reads', () => {
    it('answers 304 to whoever has the present state, and 200 after the next change', async () => {
      const { path } = await newCluster();
      const readTwice = async (): Promise<{ etag: string; same: Answer }> => {
        const { etag } = await read(path);
        return { etag, same: await sandbox.request('GET', path, { headers: { 'if-none-match': etag } }) };
      };
      const { etag, same } = await eventually(readTwice, ({ same: { status } }) => status === 304);
      expect(same.body).toBe('');
      expect(same.headers.get('etag')).toBe(etag);
      await patch(path, { clusterSize: 2 });
      expect((await sandbox.request('GET', path, { headers: { 'if-none-match': etag } })).status).toBe(200);
    });

    it('sees the write that came before it', async () => {
      const { path } = await newCluster();
      for (const clusterSize of [2, 3, 4]) {
        await patch(path, { clusterSize });
        expect((await read(path)).body.spec.clusterSize).toBe(clusterSize);
      }
    });
  });

  describe('a dry run', () => {
    /** What users have asked for: the loops may still be at work on what earlier tests left. */
    const intents = async (): Promise<string[]> =>
      (await client.list(DATABASE_CLUSTER)).items.map(({ metadata }) => `${metadata.name}@${metadata.generation}`);

    const statesOf = async (name: string): Promise<unknown> => [await intents(), await wishOf(name)];

    it.each(['POST', 'PATCH', 'PUT', 'DELETE'])('of %s says what would be, and writes nothing', async (method) => {
      const { name, path } = await newCluster();
      const before = await statesOf(name);
      const bodies: Record<string, object | undefined> = {
        POST: { metadata: { name: 'new' }, spec: aSpec({ clusterSize: 2 }) },
        PATCH: { spec: { clusterSize: 2 } },
        PUT: { spec: aSpec({ clusterSize: 2 }) },
        DELETE: undefined,
      };
      const target = method === 'POST' ? CLUSTERS : path;
      const headers: Record<string, string> = method === 'PUT' ? { 'if-match': '*' } : {};
      const answer = await sandbox.request(method, `${target}?dryRun=true`, { body: bodies[method], headers });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('location')).toBeNull();
      expect(await statesOf(name)).toEqual(before);
    });

    it('lists each field with its value before and after', async () => {
      const { path } = await newCluster();
      const { body } = await sandbox.request('PATCH', `${path}?dryRun=true`, {
        body: { spec: { clusterSize: 2, deletionPolicy: 'Retain' } },
      });
      expect(body.plan.changes).toEqual([
        { path: '/spec/clusterSize', before: 1, after: 2 },
        { path: '/spec/deletionPolicy', before: 'Delete', after: 'Retain' },
      ]);
    });

    it('refuses what the write would refuse', async () => {
      const { path } = await newCluster();
      const { status, body } = await sandbox.request('PATCH', `${path}?dryRun=true`, {
        body: { spec: { clusterSize: 0 } },
      });
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'invalid_spec' });
    });

    it('of a name that is taken says so', async () => {
      const { name } = await newCluster();
      const { status } = await sandbox.request('POST', `${CLUSTERS}?dryRun=true`, {
        body: { metadata: { name }, spec: aSpec() },
      });
      expect(status).toBe(409);
    });
  });

  it.each<{ does: string; body: object }>([
    { does: 'an empty patch', body: {} },
    { does: 'a patch with what is there already', body: { spec: { clusterSize: 1, version: '17' } } },
    {
      does: 'a patch that removes what is not there',
      body: { metadata: { labels: { none: null } }, spec: { proxy: null } },
    },
    { does: 'a patch that resets a default to itself', body: { spec: { powerState: null } } },
  ])('$does writes nothing', async ({ body }) => {
    const { name, path } = await newCluster();
    const before = await wishOf(name);
    const answer = await sandbox.request('PATCH', path, { body });
    expect(answer.status).toBe(200);
    expect(await wishOf(name)).toEqual(before);
  });

  it('a PUT of what was read writes nothing', async () => {
    const { name, path } = await newCluster();
    const before = await wishOf(name);
    const { etag, body } = await read(path);
    const { labels, annotations } = body.metadata;
    const answer = await sandbox.request('PUT', path, {
      body: { metadata: { labels, annotations }, spec: body.spec },
      headers: { 'if-match': etag },
    });
    expect(answer.status).toBe(200);
    expect(await wishOf(name)).toEqual(before);
  });

  it('a PUT replaces all of spec: what it leaves out goes back to its default', async () => {
    const { name, path } = await newCluster();
    await patch(path, { config: [{ name: 'work_mem', value: '8MB' }], deletionPolicy: 'Retain' });
    const answer = await sandbox.request('PUT', path, { body: { spec: aSpec() }, headers: { 'if-match': '*' } });
    expect(answer.status).toBe(200);
    const { spec } = await live(name);
    expect(spec.config).toBeUndefined();
    expect(spec.deletionPolicy).toBe('Delete');
  });
});
