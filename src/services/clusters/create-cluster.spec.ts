import { refusing } from '../../../test/builders/kube-error.js';
import {
  ALLOWED,
  ANN,
  aStoredCluster,
  bodyOf,
  ClusterWorld,
  codeOf,
  ORDERS,
  TOO_BIG,
} from '../../../test/doubles/cluster-world.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { ProblemError } from '../../domain/problem.js';
import type { ClusterAccess } from './cluster-access.js';
import type { ClusterWrite } from './cluster-writer.js';

describe('ClusterWriter', () => {
  let world: ClusterWorld;
  beforeEach(() => {
    world = new ClusterWorld();
  });

  describe('every write', () => {
    const denied: Partial<ClusterAccess> = {
      ...ALLOWED,
      require: () => Promise.reject(new ProblemError('forbidden', 'no')),
      requireCreate: () => Promise.reject(new ProblemError('forbidden', 'no')),
    };

    it('asks for the right to it before it looks at anything', async () => {
      const writer = world.writer(denied);
      const nonsense = { what: 'nonsense' };
      expect(
        await Promise.all([
          codeOf(writer.create(ANN, 'team-a', nonsense, {})),
          codeOf(writer.patch(ANN, ORDERS, nonsense, {})),
          codeOf(writer.patchByOperations(ANN, ORDERS, nonsense, {})),
          codeOf(writer.apply(ANN, ORDERS, nonsense, { fieldManager: undefined })),
          codeOf(writer.replace(ANN, ORDERS, nonsense, {})),
          codeOf(writer.delete(ANN, ORDERS, {})),
        ]),
      ).toEqual(Array(6).fill('forbidden'));
      expect(world.client.calls).toEqual([]);
    });
  });

  describe('create', () => {
    it('writes what was asked for, strictly, and waits until reads see it', async () => {
      const { object: cluster, changes } = await world.writer().create(ANN, 'team-a', bodyOf(aStoredCluster()), {});
      expect(world.client.calls[0]).toMatchObject({
        verb: 'create',
        key: 'team-a/orders',
        options: { fieldManager: 'dbaas-api', strict: true },
      });
      expect(world.informer.awaited).toEqual([cluster.metadata.resourceVersion]);
      expect(changes.map(({ path }) => path)).toEqual(['']);
    });

    describe('with an idempotency key', () => {
      const once = (body: object, caller = ANN, writer = world.writer()): Promise<ClusterWrite> =>
        writer.create(caller, 'team-a', body, { idempotencyKey: 'deploy-4711' });
      const wish = bodyOf(aStoredCluster());
      const other = bodyOf(aStoredCluster({ clusterSize: 5 }));
      beforeEach(async () => {
        world.live = await world
          .writer()
          .create(ANN, 'team-a', wish, { idempotencyKey: 'deploy-4711' })
          .then(({ object }) => object);
        world.client.calls.length = 0;
      });

      it('is answered the same when it is sent again, by another process too, and writes nothing', async () => {
        expect(await once(wish)).toEqual({ object: world.live, changes: [], isReplay: true });
        expect(world.verbs).toEqual(['get']);
      });

      it('is refused when the key comes with something else', async () => {
        expect(await codeOf(once(other))).toBe('idempotency_key_reused');
        expect(world.verbs).toEqual(['get']);
      });

      it.each([
        { does: 'the key is of somebody else', create: () => once(wish, { ...ANN, username: 'bob' }) },
        { does: 'there is no key', create: () => world.writer().create(ANN, 'team-a', wish, {}) },
      ])('is a request of its own where $does', async ({ create }) => {
        expect((await create()).isReplay).toBeUndefined();
        expect(world.verbs).toContain('create');
      });

      it('keeps its mark when annotations are replaced', async () => {
        const body = bodyOf(aStoredCluster({ clusterSize: 5 }), {
          annotations: { note: 'x' },
          resourceVersion: world.live!.metadata.resourceVersion,
        });
        const before = world.live!.metadata.annotations;
        await world.writer().replace(ANN, ORDERS, body, {});
        expect(world.live!.metadata.annotations).toEqual({ ...before, note: 'x' });
      });
    });

    it('on trial stores nothing and waits for nothing', async () => {
      await world.writer().create(ANN, 'team-a', bodyOf(aStoredCluster()), { dryRun: true });
      expect(world.client.calls[0]?.options).toMatchObject({ dryRun: true });
      expect(world.informer.awaited).toEqual([]);
    });

    it.each([
      { does: 'breaks the schema', spec: { clusterSize: -1 }, code: 'invalid_spec' },
      { does: 'names an unknown field', spec: { colour: 'red' }, code: 'invalid_spec' },
      { does: 'names an unknown engine', spec: { engine: 'oracle' }, code: 'unknown_engine' },
    ])('sends nothing that $does', async ({ spec, code }) => {
      expect(await codeOf(world.writer().create(ANN, 'team-a', bodyOf(aStoredCluster(spec)), {}))).toBe(code);
      expect(world.client.calls).toEqual([]);
    });

    it('sends nothing that the engine cannot carry out', async () => {
      world.problems = [TOO_BIG];
      expect(await codeOf(world.writer().create(ANN, 'team-a', bodyOf(aStoredCluster()), {}))).toBe('invalid_spec');
      expect(world.client.calls).toEqual([]);
    });

    it('says that the name is taken', async () => {
      const client = new ScriptedKubeClient({ create: refusing('AlreadyExists') });
      expect(await codeOf(world.writer(ALLOWED, client).create(ANN, 'team-a', bodyOf(aStoredCluster()), {}))).toBe(
        'name_taken',
      );
    });
  });
});
