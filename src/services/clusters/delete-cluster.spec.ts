import { ANN, aStoredCluster, ClusterWorld, codeOf, ORDERS } from '../../../test/doubles/cluster-world.js';
import { entityTagOf } from '../writing/intent.js';

describe('ClusterWriter', () => {
  let world: ClusterWorld;
  beforeEach(() => {
    world = new ClusterWorld();
  });

  describe('delete', () => {
    it('deletes this very object', async () => {
      await world.writer().delete(ANN, ORDERS, {});
      expect(world.verbs).toEqual(['get', 'delete']);
      expect(world.client.calls.at(-1)?.options).toEqual({ uid: world.live!.metadata.uid, dryRun: undefined });
    });

    it('refuses a protected cluster, and says so before it touches anything', async () => {
      world.live = aStoredCluster({ deletionProtection: true });
      expect(await codeOf(world.writer().delete(ANN, ORDERS, { policy: 'Retain' }))).toBe('deletion_protected');
      expect(world.verbs).toEqual(['get']);
    });

    it.each([{ policy: 'BackupThenDelete' as const }, { stands: { deletionPolicy: 'BackupThenDelete' as const } }])(
      'refuses to wait for a last backup that nobody can take: %j',
      async ({ policy, stands }) => {
        const status = { incarnation: { number: 1, firstRunningAt: '2026-01-01T00:00:00Z' } };
        world.live = { ...aStoredCluster(stands), status };
        expect(await codeOf(world.writer().delete(ANN, ORDERS, { policy }))).toBe('not_available_now');
        world.live = aStoredCluster({ ...stands, backup: { storageRef: { name: 'main' } } });
        await world.writer().delete(ANN, ORDERS, { policy });
        expect(world.verbs.at(-1)).toBe('delete');
      },
    );

    it('accepts what is being deleted already', async () => {
      world.live = aStoredCluster({ deletionProtection: true }, { deletionTimestamp: '2026-01-01T00:00:00Z' });
      expect(await world.writer().delete(ANN, ORDERS, { policy: 'Retain' })).toBe(world.live);
      expect(world.verbs).toEqual(['get']);
    });

    it.each([
      { does: 'writes another policy first', spec: {}, policy: 'Retain' as const, verbs: ['get', 'patch', 'delete'] },
      {
        does: 'does not write the policy that is the default',
        spec: {},
        policy: 'Delete' as const,
        verbs: ['get', 'delete'],
      },
      {
        does: 'does not write the policy that stands there',
        spec: { deletionPolicy: 'Retain' as const },
        policy: 'Retain' as const,
        verbs: ['get', 'delete'],
      },
      {
        does: 'leaves the policy alone where none is named',
        spec: { deletionPolicy: 'Retain' as const },
        verbs: ['get', 'delete'],
      },
    ])('$does', async ({ spec, policy, verbs }) => {
      world.live = aStoredCluster(spec);
      await world.writer().delete(ANN, ORDERS, { policy });
      expect(world.verbs).toEqual(verbs);
      expect(world.live.spec.deletionPolicy).toBe(policy === 'Retain' ? 'Retain' : spec.deletionPolicy);
    });

    it('on trial deletes nothing and stores no policy', async () => {
      await world.writer().delete(ANN, ORDERS, { policy: 'Retain', dryRun: true, ifMatch: entityTagOf(world.live!) });
      expect(world.client.calls.slice(1).every(({ options }) => options?.dryRun)).toBe(true);
      expect(world.live).toEqual(aStoredCluster());
    });

    it('deletes nothing when the intent is not the one that If-Match names', async () => {
      expect(await codeOf(world.writer().delete(ANN, ORDERS, { ifMatch: '"0000000000000000.10"' }))).toBe(
        'precondition_failed',
      );
      expect(world.verbs).toEqual(['get']);
    });

    it('is not failed by status traffic, at any of its steps', async () => {
      const ifMatch = entityTagOf(world.live!);
      world.meanwhile = [() => world.change(), () => undefined, () => world.change()];
      expect(await codeOf(world.writer().delete(ANN, ORDERS, { policy: 'Retain', ifMatch }))).toBe('done');
      expect(world.live!.spec.deletionPolicy).toBe('Retain');
      expect(world.verbs.at(-1)).toBe('delete');
    });

    it.each([
      { does: 'before the policy is written', meanwhile: [0] },
      { does: 'after the policy was written', meanwhile: [1] },
    ])(
      'deletes nothing that somebody edited $does, for a caller who named what they saw',
      async ({ meanwhile: [at] }) => {
        const ifMatch = entityTagOf(world.live!);
        const edit = (): void => world.change({ clusterSize: 7 });
        world.meanwhile = [0, 1].map((step) => (step === at ? edit : () => undefined));
        expect(await codeOf(world.writer().delete(ANN, ORDERS, { policy: 'Retain', ifMatch }))).toBe(
          'precondition_failed',
        );
      },
    );
  });
});
