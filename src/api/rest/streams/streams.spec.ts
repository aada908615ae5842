import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { InMemoryInformer } from '../../../../test/doubles/in-memory-informer.js';
import { eventually } from '../../../../test/doubles/manual-clock.js';
import { RestApp } from '../../../../test/doubles/rest-app.js';
import { EventReader } from '../../../../test/harness/event-reader.js';
import { ProblemError } from '../../../domain/problem.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { ClusterAccess } from '../../../services/clusters/cluster-access.js';
import { ClusterWatcher } from '../../../services/clusters/cluster-watcher.js';
import { EVENT_STREAM } from '../rules/produces.js';

const LIST = '/api/v1/namespaces/shop/clusters';
const ITEM = `${LIST}/orders`;

/** Rights that a test takes away. */
class Rights {
  may = true;
  asked = 0;

  get asAccess(): ClusterAccess {
    const notFound = (): ProblemError => new ProblemError('not_found', 'Nothing that you may see.');
    return {
      requireList: async () => {
        if (!this.may) throw notFound();
      },
      mayWatch: async () => ((this.asked += 1), this.may),
      notFound,
    } as unknown as ClusterAccess;
  }
}

const orders = (resourceVersion: string, name = 'orders'): DatabaseCluster => {
  const cluster = aDatabaseCluster();
  return { ...cluster, metadata: { ...cluster.metadata, name, namespace: 'shop', uid: name, resourceVersion } };
};

describe('a stream of events, to its end', () => {
  let app: RestApp;
  let informer: InMemoryInformer<DatabaseCluster>;
  let rights: Rights;

  beforeEach(async () => {
    informer = new InMemoryInformer([orders('10')]);
    informer.lastSyncRv = '10';
    rights = new Rights();
    const watcher = new ClusterWatcher(informer.asInformer, rights.asAccess);
    app = await RestApp.start({ services: new Map([[ClusterWatcher, watcher]]) });
  });
  afterEach(() => app.stop());

  const listen = async (path: string, headers: Record<string, string> = {}): Promise<EventReader> =>
    new EventReader(await app.fetch(path, { headers: { accept: EVENT_STREAM, ...headers } }));

  /** One who has been told what there is. */
  const settled = async (path: string, headers?: Record<string, string>): Promise<EventReader> => {
    const reader = await listen(path, headers);
    await reader.until(({ event }) => event === 'synced');
    return reader;
  };

  it.each([LIST, ITEM, `${LIST}?name=orders&fields=metadata.name`])(
    'tells one problem when the right is lost, and ends: %s',
    async (path) => {
      const reader = await settled(path);
      rights.may = false;
      informer.put(orders('11'));
      const told = await reader.rest();
      expect(told).toEqual([
        { event: 'problem', id: undefined, data: expect.objectContaining({ code: 'not_found', status: 404 }) },
      ]);
      expect(JSON.stringify(told)).not.toContain('postgresql');
      expect(app.clock.pendingTimers).toBe(0);
    },
  );

  it('over all namespaces goes on with what may still be seen', async () => {
    const reader = await settled('/api/v1/clusters');
    rights.may = false;
    const { asked } = rights;
    informer.put(orders('11', 'hidden'));
    await eventually(() => rights.asked > asked);
    rights.may = true;
    informer.put(orders('12', 'seen'));
    expect((await reader.next())?.data.metadata.name).toBe('seen');
    await reader.close();
  });

  it.each([LIST, ITEM])('tells one problem when the token has ended, and ends: %s', async (path) => {
    const reader = await settled(path);
    app.authenticator.revoked.add('alice');
    await app.clock.advance(59_000);
    informer.put(orders('11'));
    expect((await reader.next())?.event).toBe('modified');
    await app.clock.advance(1_000);
    expect(await reader.rest()).toEqual([
      { event: 'problem', id: undefined, data: expect.objectContaining({ code: 'unauthenticated', status: 401 }) },
    ]);
    expect(app.clock.pendingTimers).toBe(0);
  });

  it('goes on while a token cannot be judged, and ends when it can be and is none', async () => {
    const reader = await settled(LIST);
    app.authenticator.failure = new ProblemError('unavailable', 'The issuer is away.');
    await app.clock.advance(180_000);
    informer.put(orders('11'));
    expect((await reader.next())?.event).toBe('modified');
    app.authenticator.failure = undefined;
    app.authenticator.revoked.add('alice');
    await app.clock.advance(60_000);
    expect((await reader.rest()).map(({ event }) => event)).toEqual(['problem']);
  });

  it.each([
    ['what it was given for', `${LIST}?phase=Running`, 'alice', ['synced']],
    ['another filter', `${LIST}?phase=Failed`, 'alice', ['reset', 'synced']],
    ['no filter', LIST, 'alice', ['reset', 'added', 'synced']],
    ['one object', ITEM, 'alice', ['reset', 'added', 'synced']],
    ['all namespaces', '/api/v1/clusters?phase=Running', 'alice', ['reset', 'synced']],
    ['another caller', `${LIST}?phase=Running`, 'bob', ['reset', 'synced']],
  ])('is gone on with by a token for %s: %s', async (_what, path, caller, expected) => {
    const first = await listen(`${LIST}?phase=Running`);
    const { id } = await first.until(({ event }) => event === 'synced');
    await first.close();
    const reader = await listen(path, { 'last-event-id': id!, authorization: `Bearer ${caller}` });
    const told: string[] = [];
    await reader.until(({ event }) => told.push(event) > 0 && event === 'synced');
    expect(told).toEqual(expected);
    await reader.close();
  });

  it('is reset when more has gone than is remembered, and told again all that there is', async () => {
    const first = await listen(LIST);
    const { id } = await first.until(({ event }) => event === 'synced');
    await first.close();
    for (let version = 11; version < 1_013; version++) {
      informer.put(orders(String(version), 'short'));
      informer.remove(orders(String(version), 'short'));
    }
    const reader = await listen(LIST, { 'last-event-id': id! });
    expect([await reader.next(), await reader.next()]).toMatchObject([
      { event: 'reset', data: {} },
      { event: 'added', data: { metadata: { name: 'orders' } } },
    ]);
    await reader.close();
  });

  it('lets nothing remain of a reader who left', async () => {
    const reader = await settled(LIST);
    expect(app.clock.pendingTimers).toBe(2);
    await reader.close();
    await eventually(() => app.clock.pendingTimers === 0);
    expect(app.clock.pendingTimers).toBe(0);
  });
});
