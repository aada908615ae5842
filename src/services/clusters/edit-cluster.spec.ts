import {
  ANN,
  aStoredCluster,
  bodyOf,
  ClusterWorld,
  codeOf,
  ORDERS,
  TOO_BIG,
} from '../../../test/doubles/cluster-world.js';
import { entityTagOf } from '../writing/intent.js';

describe('ClusterWriter', () => {
  let world: ClusterWorld;
  beforeEach(() => {
    world = new ClusterWorld();
  });

  describe('patch', () => {
    const grow = { spec: { clusterSize: 5 } };

    it('sends only the fields meant, on the very version that was judged', async () => {
      const { changes } = await world.writer().patch(ANN, ORDERS, grow, {});
      expect(world.lastBody('patch')).toEqual({ metadata: { resourceVersion: '10' }, spec: { clusterSize: 5 } });
      expect(changes).toEqual([{ path: '/spec/clusterSize', before: 3, after: 5 }]);
      expect(world.informer.awaited).toEqual(['50']);
    });

    it('writes nothing when nothing would change', async () => {
      const { object: cluster, changes } = await world.writer().patch(ANN, ORDERS, { spec: { clusterSize: 3 } }, {});
      expect([cluster, changes]).toEqual([world.live, []]);
      expect(world.verbs).toEqual(['get']);
      expect(world.informer.awaited).toEqual([]);
    });

    it('on trial stores nothing, waits for nothing, and says what it would change', async () => {
      const { changes } = await world.writer().patch(ANN, ORDERS, grow, { dryRun: true });
      expect(world.client.calls.at(-1)?.options).toMatchObject({ dryRun: true });
      expect(world.live!.spec.clusterSize).toBe(3);
      expect(world.informer.awaited).toEqual([]);
      expect(changes).toHaveLength(1);
    });

    it('is judged as it would be stored', async () => {
      world.problems = [TOO_BIG];
      expect(await codeOf(world.writer().patch(ANN, ORDERS, grow, {}))).toBe('invalid_spec');
      expect(world.verbs).toEqual(['get']);
    });

    it('runs again on what stands now when somebody else was first', async () => {
      world.meanwhile = [() => world.change({ storage: { size: '20Gi' } }), () => world.change()];
      await world.writer().patch(ANN, ORDERS, grow, {});
      expect(world.live!.spec).toMatchObject({ clusterSize: 5, storage: { size: '20Gi' } });
      expect(world.verbs).toEqual(['get', 'patch', 'get', 'patch', 'get', 'patch']);
    });

    it('gives up after ten tries', async () => {
      world.meanwhile = Array.from({ length: 12 }, () => () => world.change());
      expect(await codeOf(world.writer().patch(ANN, ORDERS, grow, {}))).toBe('conflict');
      expect(world.verbs.filter((verb) => verb === 'patch')).toHaveLength(10);
    });

    it('runs again under If-Match while the intent is the one it names', async () => {
      const ifMatch = entityTagOf(world.live!);
      world.meanwhile = [() => world.change()];
      expect(await codeOf(world.writer().patch(ANN, ORDERS, grow, { ifMatch }))).toBe('done');
    });

    it('does not run again under If-Match when the intent has changed', async () => {
      const ifMatch = entityTagOf(world.live!);
      world.meanwhile = [() => world.change({ storage: { size: '20Gi' } })];
      expect(await codeOf(world.writer().patch(ANN, ORDERS, grow, { ifMatch }))).toBe('precondition_failed');
      expect(world.live!.spec.clusterSize).toBe(3);
    });

    it('does not run again for a caller who named the version', async () => {
      world.meanwhile = [() => world.change()];
      const body = { ...grow, metadata: { resourceVersion: '10' } };
      expect(await codeOf(world.writer().patch(ANN, ORDERS, body, {}))).toBe('conflict');
      expect(world.live!.spec.clusterSize).toBe(3);
    });

    it.each([
      { does: 'another intent', body: grow, ifMatch: '"0000000000000000.10"', expected: 'precondition_failed' },
      { does: 'another version', body: { ...grow, metadata: { resourceVersion: '9' } }, expected: 'conflict' },
    ])('writes nothing for a caller who saw $does', async ({ body, ifMatch, expected }) => {
      expect(await codeOf(world.writer().patch(ANN, ORDERS, body, { ifMatch }))).toBe(expected);
      expect(world.verbs).toEqual(['get']);
    });
  });

  it.each([null, 5, 'text', []])('is refused by whichever rules it makes %j of its specification', async (spec) => {
    const operations = [{ op: 'replace', path: '/spec', value: spec }];
    const body = { metadata: { name: 'orders' }, spec };
    const tries = [
      world.writer().patchByOperations(ANN, ORDERS, operations, {}),
      world.writer().replace(ANN, ORDERS, body, { ifMatch: '*' }),
      world.writer().patch(ANN, ORDERS, { spec }, {}),
      world.writer().apply(ANN, ORDERS, { spec }, { fieldManager: 'gitops' }),
    ];
    expect(await Promise.all(tries.map(codeOf))).toEqual(Array(4).fill('invalid_spec'));
    expect(world.live).toEqual(aStoredCluster());
  });

  describe('replace', () => {
    const bigger = bodyOf(aStoredCluster({ clusterSize: 5 }));

    it('must say what it replaces', async () => {
      expect(await codeOf(world.writer().replace(ANN, ORDERS, bigger, {}))).toBe('precondition_required');
      expect(world.client.calls).toEqual([]);
    });

    it('removes what it leaves out of the spec, and keeps labels and annotations that it does not mention', async () => {
      world.live = aStoredCluster(
        { config: [{ name: 'work_mem', value: '8MB' }] },
        { labels: { team: 'a' }, annotations: { n: 'x' } },
      );
      await world.writer().replace(ANN, ORDERS, bigger, { ifMatch: '*' });
      expect(world.lastBody('patch')).toEqual({
        metadata: { resourceVersion: '10' },
        spec: { clusterSize: 5, config: null },
      });
    });

    it('replaces the labels that it mentions', async () => {
      world.live = aStoredCluster({}, { labels: { team: 'a', tier: 'db' } });
      await world.writer().replace(ANN, ORDERS, bodyOf(aStoredCluster(), { labels: { team: 'b' } }), { ifMatch: '*' });
      expect(world.live.metadata.labels).toEqual({ team: 'b' });
    });
  });
});
