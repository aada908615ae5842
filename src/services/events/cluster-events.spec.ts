import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import type { ClusterCaches } from '../../caches/index.js';
import { ProblemError } from '../../domain/problem.js';
import { POD, type ResourceType } from '../../kube/meta/index.js';
import { ClusterEventReader, type EventRights } from './cluster-events.js';
import type { NamespaceEvents, SeenEvent } from './namespace-events.js';

const ann = { username: 'ann', groups: [] };
const key = { namespace: 'team-a', name: 'orders' };
const BORN = '2026-01-01T00:00:00Z';
const PODS_OF_OTHERS: ResourceType = { ...POD, group: 'example.com' };

const minute = (count: number): string => new Date(Date.parse(BORN) + count * 60_000).toISOString();

const anEvent = (minutes: number, { group = '', kind = 'Pod', name = 'orders-1' } = {}): SeenEvent => ({
  time: minute(minutes),
  firstTime: minute(minutes),
  count: 1,
  type: 'Normal',
  reason: 'Started',
  message: '',
  source: 'kubelet',
  object: { group, kind, name },
});

const OURS = 'dbaas.io';
const EVENTS = [
  anEvent(1),
  anEvent(4, { group: OURS, kind: 'OpsRequest', name: 'orders-restart' }),
  anEvent(3, { group: OURS, kind: 'DatabaseBackup', name: 'orders-nightly' }),
  anEvent(2, { group: OURS, kind: 'DatabaseCluster', name: 'orders' }),
];

const named = (name: string): never => ({ metadata: { name } }) as never;

function readerOver(
  events: readonly SeenEvent[],
  lists: readonly string[] = ['operations', 'backups'],
  isThere = true,
): ClusterEventReader {
  const cluster = aDatabaseCluster({}, { metadata: { ...key, creationTimestamp: BORN } });
  const caches = {
    clusters: new InMemoryInformer(isThere ? [cluster] : []).asInformer,
    operationsOf: () => [named('orders-restart')],
    backupsOf: () => [named('orders-nightly')],
    observe: () => ({ list: () => [named('orders-1')] }),
    childrenOf: () => new Map([[POD, {}]]),
  } as unknown as ClusterCaches;
  const access = (what: string): object => ({
    require: async () => undefined,
    mayList: async () => lists.includes(what),
    notFound: () => new ProblemError('not_found', 'Not there.'),
  });
  const rights = { clusters: access('clusters'), operations: access('operations'), backups: access('backups') };
  const source = { in: async () => ({ events, truncated: false }) } as unknown as NamespaceEvents;
  return new ClusterEventReader(caches, source, rights as unknown as EventRights);
}

const kindsOf = async (reader: ClusterEventReader, limit = 50): Promise<string[]> =>
  (await reader.of(ann, key, limit)).items.map(({ object }) => object.kind);

describe('the events of a cluster', () => {
  it('are those of it and of what belongs to it, the newest first, and no more than asked for', async () => {
    const reader = readerOver(EVENTS);
    expect(await kindsOf(reader)).toEqual(['OpsRequest', 'DatabaseBackup', 'DatabaseCluster', 'Pod']);
    expect(await kindsOf(reader, 2)).toEqual(['OpsRequest', 'DatabaseBackup']);
  });

  it.each([
    { what: 'another object', event: anEvent(1, { name: 'payments-1' }) },
    { what: 'another kind of that name', event: anEvent(1, PODS_OF_OTHERS) },
    { what: 'an earlier cluster of the name', event: anEvent(-1) },
  ])('are not those of $what', async ({ event }) => {
    expect(await kindsOf(readerOver([event]))).toEqual([]);
  });

  it.each([
    { lists: [], kinds: ['DatabaseCluster', 'Pod'] },
    { lists: ['operations'], kinds: ['OpsRequest', 'DatabaseCluster', 'Pod'] },
    { lists: ['backups'], kinds: ['DatabaseBackup', 'DatabaseCluster', 'Pod'] },
  ])('tell one who may list $lists only of $kinds', async ({ lists, kinds }) => {
    expect(await kindsOf(readerOver(EVENTS, lists))).toEqual(kinds);
  });

  it('are none of a cluster that is not there', async () => {
    await expect(readerOver(EVENTS, [], false).of(ann, key, 50)).rejects.toMatchObject({ code: 'not_found' });
  });
});
