import { aBackupWorld } from '../../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { aKubeError, refusing } from '../../../test/builders/kube-error.js';
import { aProvider } from '../../../test/builders/provider.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import { ScriptedKubeClient, type KubeCall, type KubeVerb } from '../../../test/doubles/scripted-kube-client.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { ProblemError } from '../../domain/problem.js';
import type { FieldError } from '../../kube/schema/index.js';
import { applyMergePatch } from '../../kube/writes/index.js';
import { ProviderRegistry } from '../../providers/contract/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import type { BackupSight } from '../backups/backup-sight.js';
import type { ClusterAccess } from './cluster-access.js';
import { ClusterJudge } from './cluster-judge.js';
import { ClusterReferences } from './cluster-references.js';
import { ClusterWriter, type ClusterWrite } from './cluster-writer.js';
import type { IntentRules } from './validate-intent.js';
import { entityTagOf } from '../writing/intent.js';

const ann = { username: 'ann', groups: [] };
const key = { namespace: 'team-a', name: 'orders' };
const ALLOWED = { require: async () => undefined, requireCreate: async () => undefined };
const TOO_BIG: FieldError = { path: ['spec', 'clusterSize'], type: 'FieldValueInvalid', detail: 'too big' };

const stored = (spec: Partial<DatabaseClusterSpec> = {}, metadata: object = {}): DatabaseCluster => {
  const cluster = aDatabaseCluster(spec);
  return { ...cluster, metadata: { ...cluster.metadata, resourceVersion: '10', ...metadata } };
};
const bodyOf = ({ spec }: DatabaseCluster, metadata: object = {}): object => ({
  metadata: { name: 'orders', ...metadata },
  spec,
});

/** A server that holds one cluster and checks versions as a real one does. */
class World {
  live = stored();
  problems: FieldError[] = [];
  /** Happens once, between the writer's read and its write. */
  meanwhile: (() => void)[] = [];
  backups = aBackupWorld();
  readonly informer = new InMemoryInformer<DatabaseCluster>();
  readonly client = new ScriptedKubeClient({
    get: () => this.live,
    create: (call) => this.commit(call, { ...(call.body as DatabaseCluster) }),
    patch: (call) => this.commit(this.race(call), applyMergePatch(this.live, call.body) as DatabaseCluster),
    delete: (call) => void this.race(call),
  });

  writer(access: Partial<ClusterAccess> = ALLOWED, client = this.client): ClusterWriter {
    const provider = aProvider();
    provider.validate = () => this.problems;
    const rules: IntentRules = {
      providers: new ProviderRegistry([provider]),
      engineNamed: (name) => (name === 'postgresql' ? aDatabaseEngine() : undefined),
    };
    const sight = { seenBy: async () => this.backups } as Partial<BackupSight> as BackupSight;
    const clock = new ManualClock();
    const judge = new ClusterJudge(rules, new ClusterReferences(sight, rules, clock), clock);
    return new ClusterWriter(client, this.informer.asInformer, access as ClusterAccess, judge);
  }

  /** Somebody else writes. */
  change(spec: Partial<DatabaseClusterSpec> = {}): void {
    const { metadata } = this.live;
    const resourceVersion = String(Number(metadata.resourceVersion) + 1);
    this.live = { ...this.live, metadata: { ...metadata, resourceVersion }, spec: { ...this.live.spec, ...spec } };
  }

  get verbs(): KubeVerb[] {
    return this.client.calls.map(({ verb }) => verb);
  }

  lastBody(verb: KubeVerb): unknown {
    return this.client.calls.findLast((call) => call.verb === verb)?.body;
  }

  private race(call: KubeCall): KubeCall {
    this.meanwhile.shift()?.();
    const body = call.body as { metadata?: { resourceVersion?: string } } | undefined;
    const guard = call.options?.resourceVersion ?? body?.metadata?.resourceVersion;
    if (guard !== undefined && guard !== this.live.metadata.resourceVersion) throw aKubeError('Conflict');
    return call;
  }

  private commit({ options }: KubeCall, next: DatabaseCluster): DatabaseCluster {
    const after = { ...next, metadata: { ...next.metadata, resourceVersion: '50' } };
    if (!options?.dryRun) this.live = after;
    return after;
  }
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  );

describe('ClusterWriter', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  describe('every write', () => {
    const denied: Partial<ClusterAccess> = {
      require: () => Promise.reject(new ProblemError('forbidden', 'no')),
      requireCreate: () => Promise.reject(new ProblemError('forbidden', 'no')),
    };

    it('asks for the right to it before it looks at anything', async () => {
      const writer = world.writer(denied);
      const nonsense = { what: 'nonsense' };
      expect(
        await Promise.all([
          codeOf(writer.create(ann, 'team-a', nonsense, {})),
          codeOf(writer.patch(ann, key, nonsense, {})),
          codeOf(writer.replace(ann, key, nonsense, {})),
          codeOf(writer.delete(ann, key, {})),
        ]),
      ).toEqual(Array(4).fill('forbidden'));
      expect(world.client.calls).toEqual([]);
    });
  });

  describe('create', () => {
    it('writes what was asked for, strictly, and waits until reads see it', async () => {
      const { object: cluster, changes } = await world.writer().create(ann, 'team-a', bodyOf(stored()), {});
      expect(world.client.calls[0]).toMatchObject({
        verb: 'create',
        key: 'team-a/orders',
        options: { fieldManager: 'dbaas-api', strict: true },
      });
      expect(world.informer.awaited).toEqual([cluster.metadata.resourceVersion]);
      expect(changes.map(({ path }) => path)).toEqual(['']);
    });

    describe('with an idempotency key', () => {
      const once = (body: object, caller = ann, writer = world.writer()): Promise<ClusterWrite> =>
        writer.create(caller, 'team-a', body, { idempotencyKey: 'deploy-4711' });
      const wish = bodyOf(stored());
      const other = bodyOf(stored({ clusterSize: 5 }));
      beforeEach(async () => {
        world.live = await world
          .writer()
          .create(ann, 'team-a', wish, { idempotencyKey: 'deploy-4711' })
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
        { does: 'the key is of somebody else', create: () => once(wish, { ...ann, username: 'bob' }) },
        { does: 'there is no key', create: () => world.writer().create(ann, 'team-a', wish, {}) },
      ])('is a request of its own where $does', async ({ create }) => {
        expect((await create()).isReplay).toBeUndefined();
        expect(world.verbs).toContain('create');
      });

      it('keeps its mark when annotations are replaced', async () => {
        const body = bodyOf(stored({ clusterSize: 5 }), {
          annotations: { note: 'x' },
          resourceVersion: world.live.metadata.resourceVersion,
        });
        const before = world.live.metadata.annotations;
        await world.writer().replace(ann, key, body, {});
        expect(world.live.metadata.annotations).toEqual({ ...before, note: 'x' });
      });
    });

    it('on trial stores nothing and waits for nothing', async () => {
      await world.writer().create(ann, 'team-a', bodyOf(stored()), { dryRun: true });
      expect(world.client.calls[0]?.options).toMatchObject({ dryRun: true });
      expect(world.informer.awaited).toEqual([]);
    });

    it.each([
      { does: 'breaks the schema', spec: { clusterSize: -1 } },
      { does: 'names an unknown field', spec: { colour: 'red' } },
      { does: 'names an unknown engine', spec: { engine: 'oracle' } },
    ])('sends nothing that $does', async ({ spec }) => {
      expect(await codeOf(world.writer().create(ann, 'team-a', bodyOf(stored(spec)), {}))).toBe('invalid_spec');
      expect(world.client.calls).toEqual([]);
    });

    it('sends nothing that the engine cannot carry out', async () => {
      world.problems = [TOO_BIG];
      expect(await codeOf(world.writer().create(ann, 'team-a', bodyOf(stored()), {}))).toBe('invalid_spec');
      expect(world.client.calls).toEqual([]);
    });

    it('says that the name is taken', async () => {
      const client = new ScriptedKubeClient({ create: refusing('AlreadyExists') });
      expect(await codeOf(world.writer(ALLOWED, client).create(ann, 'team-a', bodyOf(stored()), {}))).toBe(
        'name_taken',
      );
    });
  });

  describe('patch', () => {
    const grow = { spec: { clusterSize: 5 } };

    it('sends only the fields meant, on the very version that was judged', async () => {
      const { changes } = await world.writer().patch(ann, key, grow, {});
      expect(world.lastBody('patch')).toEqual({ metadata: { resourceVersion: '10' }, spec: { clusterSize: 5 } });
      expect(changes).toEqual([{ path: '/spec/clusterSize', before: 3, after: 5 }]);
      expect(world.informer.awaited).toEqual(['50']);
    });

    it('writes nothing when nothing would change', async () => {
      const { object: cluster, changes } = await world.writer().patch(ann, key, { spec: { clusterSize: 3 } }, {});
      expect([cluster, changes]).toEqual([world.live, []]);
      expect(world.verbs).toEqual(['get']);
      expect(world.informer.awaited).toEqual([]);
    });

    it('on trial stores nothing, waits for nothing, and says what it would change', async () => {
      const { changes } = await world.writer().patch(ann, key, grow, { dryRun: true });
      expect(world.client.calls.at(-1)?.options).toMatchObject({ dryRun: true });
      expect(world.live.spec.clusterSize).toBe(3);
      expect(world.informer.awaited).toEqual([]);
      expect(changes).toHaveLength(1);
    });

    it('is judged as it would be stored', async () => {
      world.problems = [TOO_BIG];
      expect(await codeOf(world.writer().patch(ann, key, grow, {}))).toBe('invalid_spec');
      expect(world.verbs).toEqual(['get']);
    });

    it('runs again on what stands now when somebody else was first', async () => {
      world.meanwhile = [() => world.change({ storage: { size: '20Gi' } }), () => world.change()];
      await world.writer().patch(ann, key, grow, {});
      expect(world.live.spec).toMatchObject({ clusterSize: 5, storage: { size: '20Gi' } });
      expect(world.verbs).toEqual(['get', 'patch', 'get', 'patch', 'get', 'patch']);
    });

    it('gives up after five tries', async () => {
      world.meanwhile = Array.from({ length: 9 }, () => () => world.change());
      expect(await codeOf(world.writer().patch(ann, key, grow, {}))).toBe('conflict');
      expect(world.verbs.filter((verb) => verb === 'patch')).toHaveLength(5);
    });

    it('runs again under If-Match while the intent is the one it names', async () => {
      const ifMatch = entityTagOf(world.live);
      world.meanwhile = [() => world.change()];
      expect(await codeOf(world.writer().patch(ann, key, grow, { ifMatch }))).toBe('done');
    });

    it('does not run again under If-Match when the intent has changed', async () => {
      const ifMatch = entityTagOf(world.live);
      world.meanwhile = [() => world.change({ storage: { size: '20Gi' } })];
      expect(await codeOf(world.writer().patch(ann, key, grow, { ifMatch }))).toBe('precondition_failed');
      expect(world.live.spec.clusterSize).toBe(3);
    });

    it('does not run again for a caller who named the version', async () => {
      world.meanwhile = [() => world.change()];
      const body = { ...grow, metadata: { resourceVersion: '10' } };
      expect(await codeOf(world.writer().patch(ann, key, body, {}))).toBe('conflict');
      expect(world.live.spec.clusterSize).toBe(3);
    });

    it.each([
      { does: 'another intent', body: grow, ifMatch: '"0000000000000000.10"', expected: 'precondition_failed' },
      { does: 'another version', body: { ...grow, metadata: { resourceVersion: '9' } }, expected: 'conflict' },
    ])('writes nothing for a caller who saw $does', async ({ body, ifMatch, expected }) => {
      expect(await codeOf(world.writer().patch(ann, key, body, { ifMatch }))).toBe(expected);
      expect(world.verbs).toEqual(['get']);
    });
  });

  describe('replace', () => {
    const bigger = bodyOf(stored({ clusterSize: 5 }));

    it('must say what it replaces', async () => {
      expect(await codeOf(world.writer().replace(ann, key, bigger, {}))).toBe('precondition_required');
      expect(world.client.calls).toEqual([]);
    });

    it('removes what it leaves out of the spec, and keeps labels and annotations that it does not mention', async () => {
      world.live = stored(
        { config: [{ name: 'work_mem', value: '8MB' }] },
        { labels: { team: 'a' }, annotations: { n: 'x' } },
      );
      await world.writer().replace(ann, key, bigger, { ifMatch: '*' });
      expect(world.lastBody('patch')).toEqual({
        metadata: { resourceVersion: '10' },
        spec: { clusterSize: 5, config: null },
      });
    });

    it('replaces the labels that it mentions', async () => {
      world.live = stored({}, { labels: { team: 'a', tier: 'db' } });
      await world.writer().replace(ann, key, bodyOf(stored(), { labels: { team: 'b' } }), { ifMatch: '*' });
      expect(world.live.metadata.labels).toEqual({ team: 'b' });
    });
  });

  describe('delete', () => {
    it('deletes this very object', async () => {
      await world.writer().delete(ann, key, {});
      expect(world.verbs).toEqual(['get', 'delete']);
      expect(world.client.calls.at(-1)?.options).toEqual({ uid: world.live.metadata.uid, dryRun: undefined });
    });

    it('refuses a protected cluster, and says so before it touches anything', async () => {
      world.live = stored({ deletionProtection: true });
      expect(await codeOf(world.writer().delete(ann, key, { policy: 'Retain' }))).toBe('deletion_protected');
      expect(world.verbs).toEqual(['get']);
    });

    it.each([{ policy: 'BackupThenDelete' as const }, { stands: { deletionPolicy: 'BackupThenDelete' as const } }])(
      'refuses to wait for a last backup that nobody can take: %j',
      async ({ policy, stands }) => {
        const status = { incarnation: { number: 1, firstRunningAt: '2026-01-01T00:00:00Z' } };
        world.live = { ...stored(stands), status };
        expect(await codeOf(world.writer().delete(ann, key, { policy }))).toBe('not_available_now');
        world.live = stored({ ...stands, backup: { storageRef: { name: 'main' } } });
        await world.writer().delete(ann, key, { policy });
        expect(world.verbs.at(-1)).toBe('delete');
      },
    );

    it('accepts what is being deleted already', async () => {
      world.live = stored({ deletionProtection: true }, { deletionTimestamp: '2026-01-01T00:00:00Z' });
      expect(await world.writer().delete(ann, key, { policy: 'Retain' })).toBe(world.live);
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
      world.live = stored(spec);
      await world.writer().delete(ann, key, { policy });
      expect(world.verbs).toEqual(verbs);
      expect(world.live.spec.deletionPolicy).toBe(policy === 'Retain' ? 'Retain' : spec.deletionPolicy);
    });

    it('on trial deletes nothing and stores no policy', async () => {
      await world.writer().delete(ann, key, { policy: 'Retain', dryRun: true, ifMatch: entityTagOf(world.live) });
      expect(world.client.calls.slice(1).every(({ options }) => options?.dryRun)).toBe(true);
      expect(world.live).toEqual(stored());
    });

    it('deletes nothing when the intent is not the one that If-Match names', async () => {
      expect(await codeOf(world.writer().delete(ann, key, { ifMatch: '"0000000000000000.10"' }))).toBe(
        'precondition_failed',
      );
      expect(world.verbs).toEqual(['get']);
    });

    it('is not failed by status traffic, at any of its steps', async () => {
      const ifMatch = entityTagOf(world.live);
      world.meanwhile = [() => world.change(), () => undefined, () => world.change()];
      expect(await codeOf(world.writer().delete(ann, key, { policy: 'Retain', ifMatch }))).toBe('done');
      expect(world.live.spec.deletionPolicy).toBe('Retain');
      expect(world.verbs.at(-1)).toBe('delete');
    });

    it.each([
      { does: 'before the policy is written', meanwhile: [0] },
      { does: 'after the policy was written', meanwhile: [1] },
    ])(
      'deletes nothing that somebody edited $does, for a caller who named what they saw',
      async ({ meanwhile: [at] }) => {
        const ifMatch = entityTagOf(world.live);
        const edit = (): void => world.change({ clusterSize: 7 });
        world.meanwhile = [0, 1].map((step) => (step === at ? edit : () => undefined));
        expect(await codeOf(world.writer().delete(ann, key, { policy: 'Retain', ifMatch }))).toBe(
          'precondition_failed',
        );
      },
    );
  });
});
