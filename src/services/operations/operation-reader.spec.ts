import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import type { ClusterCaches } from '../../caches/index.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';
import type { OperationAccess } from './operation-access.js';
import { OperationReader, type OperationQuery } from './operation-reader.js';

const ann = { username: 'ann', groups: [] };

const at = (second: number, cluster: string, changes: object = {}): OpsRequest =>
  anOpsRequest({
    name: `op-${second}`,
    createdAt: `2026-11-23T11:00:0${second}Z`,
    spec: { clusterRef: { name: cluster } },
    ...changes,
  });

const STORED = [at(1, 'orders'), at(2, 'billing'), at(3, 'orders', { phase: 'Failed' }), at(4, 'orders')];

function readerOf(stored: OpsRequest[]): { reader: OperationReader; looked: string[] } {
  const looked: string[] = [];
  const informer = new InMemoryInformer<OpsRequest>(stored);
  const caches: Partial<ClusterCaches> = {
    operations: informer.asInformer,
    operationsOf: ({ name }) => {
      looked.push(name);
      return informer.store.list().filter(({ spec }) => spec.clusterRef.name === name);
    },
  };
  const access = { requireList: async () => undefined, visibleNamespaces: async () => 'all' };
  return { reader: new OperationReader(caches as ClusterCaches, access as unknown as OperationAccess), looked };
}

async function walk(reader: OperationReader, query: Partial<OperationQuery>): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.list(ann, { limit: 1, ...query, cursor });
    seen.push(...page.items.map(({ metadata }) => metadata.name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return seen;
}

describe('pages of operations', () => {
  it('come newest first', async () => {
    expect(await walk(readerOf(STORED).reader, {})).toEqual(['op-4', 'op-3', 'op-2', 'op-1']);
  });

  it('of one cluster come from an index, in the same order', async () => {
    const { reader, looked } = readerOf(STORED);
    expect(await walk(reader, { namespace: 'team-a', cluster: ['orders'] })).toEqual(['op-4', 'op-3', 'op-1']);
    expect(looked.length).toBeGreaterThan(0);
  });

  it('of one cluster are filtered and counted as all are', async () => {
    const { reader } = readerOf(STORED);
    const query = { namespace: 'team-a', cluster: ['orders'], phase: ['Pending' as const], limit: 1, withTotal: true };
    expect((await reader.list(ann, query)).total).toBe(2);
  });

  it('of several clusters come from the index too, each once', async () => {
    const { reader, looked } = readerOf(STORED);
    const query = { namespace: 'team-a', cluster: ['orders', 'billing', 'orders'], limit: 4 };
    expect(await walk(reader, query)).toEqual(['op-4', 'op-3', 'op-2', 'op-1']);
    expect(looked).toEqual(['orders', 'billing']);
  });

  it('of all namespaces ask no index', async () => {
    const { reader, looked } = readerOf(STORED);
    expect(await walk(reader, { cluster: ['billing'] })).toEqual(['op-2']);
    expect(looked).toEqual([]);
  });
});
