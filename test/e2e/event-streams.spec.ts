import { EventReader, type ToldEvent } from '../harness/event-reader.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp } from '../harness/sandbox-app.js';

const CLUSTERS = '/api/v1/namespaces/default/clusters';

const listen = async (
  sandbox: SandboxApp,
  path: string,
  headers: Record<string, string> = {},
): Promise<EventReader> => {
  const authorization = `Bearer ${sandbox.token}`;
  return new EventReader(
    await fetch(`${sandbox.url}${path}`, { headers: { authorization, accept: 'text/event-stream', ...headers } }),
  );
};

describe('lists and objects as streams of events', () => {
  let sandbox: SandboxApp;

  beforeAll(async () => {
    sandbox = await SandboxApp.start({ env: { DBAAS_WATCHES_PER_CALLER: '3' } });
  });
  afterAll(() => sandbox.stop());

  const make = async (name: string): Promise<void> => {
    const spec = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };
    const { status } = await sandbox.request('POST', CLUSTERS, { body: { metadata: { name }, spec } });
    expect(status).toBe(201);
  };

  const remove = async (name: string): Promise<void> => {
    await sandbox.request('DELETE', `${CLUSTERS}/${name}`);
    await eventually(
      () => sandbox.request('GET', `${CLUSTERS}/${name}`),
      ({ status }) => status === 404,
    );
  };

  it('tell what there is, then what changes, and go on where they were left', async () => {
    await make('one');
    const path = `${CLUSTERS}?fields=metadata.name,status.phase`;
    const first = await listen(sandbox, path);
    expect(first.response.headers.get('content-type')).toBe('text/event-stream');
    expect(await first.next()).toMatchObject({ event: 'added', data: { metadata: { name: 'one' } } });
    await first.until(({ event }) => event === 'synced');
    await make('two');
    expect(await first.until(({ event }) => event === 'added')).toMatchObject({ data: { metadata: { name: 'two' } } });
    const { id } = await first.until(({ data }) => data.metadata?.name === 'two' && data.status?.phase === 'Running');
    await first.close();
    await remove('two');
    await make('three');

    const again = await listen(sandbox, path, { 'last-event-id': id! });
    const told: ToldEvent[] = [];
    await again.until((each) => told.push(each) > 0 && each.event === 'synced');
    expect(told.map(({ event }) => event)).not.toContain('reset');
    expect(told).toContainEqual(
      expect.objectContaining({ event: 'deleted', data: { metadata: { name: 'two' }, status: expect.anything() } }),
    );
    expect(told.some(({ data }) => data.metadata?.name === 'three')).toBe(true);
    await again.close();

    const elsewhere = await listen(sandbox, CLUSTERS, { 'last-event-id': id! });
    expect(await elsewhere.next()).toEqual({ event: 'reset', id: undefined, data: {} });
    expect(await elsewhere.next()).toMatchObject({ event: 'added', data: { kind: 'DatabaseCluster' } });
    await elsewhere.close();
  });

  it('end with the object that they are of, and with the operation whose log they are', async () => {
    await make('short');
    const listener = await listen(sandbox, `${CLUSTERS}/short`);
    await listener.until(({ data }) => data.status?.phase === 'Running');
    const { headers } = await sandbox.request('POST', `${CLUSTERS}/short/operations`, {
      body: { spec: { type: 'Restart', restart: {} } },
    });
    const log = await listen(sandbox, `${headers.get('location')}/log`);
    const lines: string[] = [];
    await log.until(({ event, id }) => event === 'end' || (lines.push(id!), false));
    expect(lines).toEqual(lines.map((_, index) => String(index + 1)));
    expect(await log.next()).toBeUndefined();
    await remove('short');
    await listener.until(({ event }) => event === 'deleted');
    expect(await listener.next()).toBeUndefined();
  });

  it.each([
    ['of what is not there', `${CLUSTERS}/absent`, 404],
    ['of the operations of what is not there', `${CLUSTERS}/absent/operations`, 404],
    ['of the backups of what is not there', `${CLUSTERS}/absent/backups`, 404],
    ['of the restores of what is not there', `${CLUSTERS}/absent/restores`, 404],
    ['by pages', `${CLUSTERS}?limit=3`, 400],
    ['by an unknown field', `${CLUSTERS}?colour=red`, 400],
    ['of the log of no operation', '/api/v1/namespaces/default/operations/absent/log', 404],
  ])('are refused before they begin: %s', async (_what, path, status) => {
    const listener = await listen(sandbox, path);
    expect(listener.response.status).toBe(status);
    expect(listener.response.headers.get('content-type')).toContain('application/problem+json');
    await listener.close();
  });

  it('are no more than a caller may have, end when their readers leave, and when the server does', async () => {
    const open = await Promise.all([1, 2, 3].map(() => listen(sandbox, CLUSTERS)));
    const refused = await sandbox.request('GET', CLUSTERS, { headers: { accept: 'text/event-stream' } });
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    await open[0]!.close();
    await eventually(
      async () => {
        open.push(await listen(sandbox, CLUSTERS));
        return open.at(-1)!;
      },
      ({ response }) => response.status === 200,
    );
    const next = open.at(-1)!;
    await next.until(({ event }) => event === 'synced');
    await sandbox.app.stop();
    expect(await next.next()).toBeUndefined();
  });
});
