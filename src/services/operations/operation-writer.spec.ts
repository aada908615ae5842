import { systemClock } from '../../kube/clock.js';
import { aBackupWorld } from '../../../test/builders/database-backup.js';
import { aClusterThatRan } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { aKubeError, refusing } from '../../../test/builders/kube-error.js';
import { anOperationHandler } from '../../../test/builders/operation-handler.js';
import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { aProvider } from '../../../test/builders/provider.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { RecordingLogger } from '../../../test/doubles/recording-logger.js';
import { ScriptedKubeClient, type KubeCall } from '../../../test/doubles/scripted-kube-client.js';
import type { ClusterCaches } from '../../caches/index.js';
import { ProblemError } from '../../domain/problem.js';
import { applyMergePatch } from '../../kube/writes/index.js';
import { ProviderRegistry, type OperationHandler } from '../../providers/contract/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';
import type { BackupSight } from '../backups/backup-sight.js';
import type { ClusterReader } from '../clusters/cluster-reader.js';
import type { OperationAccess } from './operation-access.js';
import { OperationJudge } from './operation-judge.js';
import { OperationSubmitter, type SubmitOptions } from './operation-submitter.js';
import { OperationWriter } from './operation-writer.js';

const ann = { username: 'ann', groups: [] };
const key = { namespace: 'team-a', name: 'op' };
const ON_ORDERS = { namespace: 'team-a', cluster: 'orders' };
const VIA: SubmitOptions = { via: 'REST' };
const RESTART = { spec: { type: 'Restart' } };
const SCALE = { spec: { type: 'HorizontalScaling', horizontalScaling: { replicas: 5 } } };

const denied = (): Promise<never> => Promise.reject(new ProblemError('forbidden', 'no'));
const allowed = { require: async () => undefined, requireCreate: async () => undefined };

/** A server with one operation at most, and the cluster `orders` in the caches. */
class World {
  live: OpsRequest | undefined;
  cluster = aClusterThatRan({}, { observedGeneration: 1 });
  handler: OperationHandler | { unsupported: string } = anOperationHandler();
  siblings: OpsRequest[] = [];
  access: Partial<OperationAccess> = allowed;
  stampFails = false;
  readonly logger = new RecordingLogger();
  readonly operations = new InMemoryInformer<OpsRequest>();
  readonly client = new ScriptedKubeClient({
    get: ({ what }) => (what === 'databaseclusters' ? this.cluster : (this.live ?? refusing('NotFound')())),
    create: (call) => this.commit(call, { ...(call.body as OpsRequest) }),
    patch: (call) => this.patch(call),
    delete: () => (this.live = undefined),
  });

  get writer(): OperationWriter {
    const sight = { seenBy: async () => aBackupWorld() } as Partial<BackupSight> as BackupSight;
    const judge = new OperationJudge(this.caches, systemClock, sight);
    const runtime = { client: this.client, clock: new ManualClock(), logger: this.logger };
    const parts = { runtime, caches: this.caches, judge, deliveryManagers: ['argocd-controller'] };
    const reader = {
      get: async (_caller: unknown, { name }: { name: string }) => {
        if (name === 'orders') return this.cluster;
        throw new ProblemError('not_found', 'Not there.');
      },
      getIfVisible: async (_caller: unknown, _namespace: string, name?: string) =>
        name === 'orders' ? this.cluster : undefined,
    };
    const access = this.access as OperationAccess;
    return new OperationWriter(this.client, access, reader as unknown as ClusterReader, new OperationSubmitter(parts));
  }

  private get caches(): ClusterCaches {
    const provider = aProvider({ operation: this.handler as OperationHandler });
    const caches: Partial<ClusterCaches> = {
      backupWorld: () => aBackupWorld(),
      providers: new ProviderRegistry([provider]),
      engines: new InMemoryInformer<DatabaseEngine>([aDatabaseEngine()]).asInformer,
      operations: this.operations.asInformer,
      operationsOf: () => this.siblings,
      observe: () => ({}) as ReturnType<ClusterCaches['observe']>,
    };
    return caches as ClusterCaches;
  }

  private patch(call: KubeCall): OpsRequest {
    if (this.stampFails && call.options?.subresource === 'status') throw aKubeError('InternalError');
    return this.commit(call, applyMergePatch(this.live, call.body) as OpsRequest);
  }

  private commit({ verb, options }: KubeCall, next: OpsRequest): OpsRequest {
    if (verb === 'create' && this.live?.metadata.name === next.metadata.name) throw aKubeError('AlreadyExists');
    const stored = { ...next, metadata: { ...next.metadata, uid: 'new', resourceVersion: '50' } };
    if (!options?.dryRun) this.live = stored;
    return stored;
  }
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  );

const generation = (cluster: DatabaseCluster, number: number): DatabaseCluster => ({
  ...cluster,
  metadata: { ...cluster.metadata, generation: number },
  status: { ...cluster.status, observedGeneration: number },
});

describe('OperationWriter', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  it('asks for the right to a write before it looks at anything', async () => {
    world.access = { require: denied, requireCreate: denied };
    const { writer } = world;
    const outcomes = await Promise.all([
      codeOf(writer.create(ann, ON_ORDERS, 'nonsense', VIA)),
      codeOf(writer.retry(ann, key, VIA)),
      codeOf(writer.cancel(ann, key)),
      codeOf(writer.delete(ann, key)),
    ]);
    expect(outcomes).toEqual(Array(4).fill('forbidden'));
    expect(world.client.calls).toEqual([]);
  });

  describe('create', () => {
    it('writes what was asked for, then who asked, and waits until reads see it', async () => {
      const { operation, isReplay } = await world.writer.create(ann, ON_ORDERS, RESTART, VIA);
      expect(world.client.calls).toMatchObject([
        {
          verb: 'create',
          body: { spec: { type: 'Restart', clusterRef: { name: 'orders' } } },
          options: { strict: true },
        },
        { verb: 'patch', options: { subresource: 'status' } },
      ]);
      expect(operation.status?.requestedBy).toEqual({ subject: 'ann', via: 'REST', verified: true });
      expect(operation.metadata.name).toMatch(/^orders-restart-[0-9a-f]{6}$/);
      expect([isReplay, world.operations.awaited]).toEqual([false, ['50']]);
    });

    it('counts also when who asked could not be written', async () => {
      world.stampFails = true;
      const { operation } = await world.writer.create(ann, ON_ORDERS, RESTART, VIA);
      expect(operation.status).toBeUndefined();
      expect(world.logger.lines).toMatchObject([{ level: 'warn' }]);
    });

    it('plans in a dry run, and writes nothing', async () => {
      const { plan } = await world.writer.create(ann, ON_ORDERS, SCALE, { ...VIA, dryRun: true });
      expect(plan?.changes).toEqual([{ path: '/spec/clusterSize', previous: 3, applied: 5 }]);
      expect(world.live).toBeUndefined();
    });

    it.each<{ does: string; prepare: (to: World) => unknown; body?: object; expected: string }>([
      {
        does: 'the engine cannot do it',
        prepare: (to) => (to.handler = { unsupported: 'It cannot.' }),
        expected: 'unsupported_operation',
      },
      {
        does: 'the cluster is stopped',
        prepare: (to) => (to.cluster = aClusterThatRan({}, { phase: 'Stopped', observedGeneration: 1 })),
        expected: 'not_available_now',
      },
      {
        does: 'what it builds on has been edited since',
        prepare: (to) => (to.cluster = generation(to.cluster, 8)),
        body: { spec: { type: 'Restart', preconditions: { clusterGeneration: 7 } } },
        expected: 'precondition_failed',
      },
      {
        does: 'the same is asked for already',
        prepare: (to) => (to.siblings = [anOpsRequest({ phase: 'Queued' })]),
        expected: 'operation_in_progress',
      },
      {
        does: 'its name is taken',
        prepare: (to) => (to.live = anOpsRequest()),
        body: { metadata: { name: 'op' }, ...RESTART },
        expected: 'name_taken',
      },
      { does: 'nothing is in the way', prepare: () => undefined, expected: 'done' },
      {
        does: 'the cluster is in motion, which passes',
        prepare: (to) => (to.cluster = aClusterThatRan({}, { phase: 'Updating', observedGeneration: 1 })),
        expected: 'done',
      },
    ])('is $expected when $does', async ({ prepare, body = RESTART, expected }) => {
      prepare(world);
      expect(await codeOf(world.writer.create(ann, ON_ORDERS, body, VIA))).toBe(expected);
    });

    it('names the patch to commit where a delivery tool owns the field', async () => {
      const managedFields = [{ manager: 'argocd-controller', fieldsV1: { 'f:spec': { 'f:clusterSize': {} } } }];
      world.cluster = { ...world.cluster, metadata: { ...world.cluster.metadata, managedFields } };
      await expect(world.writer.create(ann, ON_ORDERS, SCALE, VIA)).rejects.toMatchObject({
        code: 'field_managed_elsewhere',
        message: expect.stringContaining('{"spec":{"clusterSize":5}}'),
      });
      expect(await codeOf(world.writer.create(ann, ON_ORDERS, RESTART, VIA))).toBe('done');
    });
  });

  describe('an idempotency key', () => {
    const keyed: SubmitOptions = { ...VIA, idempotencyKey: 'deploy-4711' };

    it('gives the same name to the same request, and the same answer', async () => {
      const first = await world.writer.create(ann, ON_ORDERS, RESTART, keyed);
      // It runs by now, and would be in its own way.
      world.siblings = [{ ...first.operation, status: { phase: 'Running' } }];
      const second = await world.writer.create(ann, ON_ORDERS, RESTART, keyed);
      expect([first.isReplay, second.isReplay]).toEqual([false, true]);
      expect(second.operation.metadata.name).toBe(first.operation.metadata.name);
      expect(await codeOf(world.writer.create(ann, ON_ORDERS, SCALE, keyed))).toBe('idempotency_key_reused');
    });

    it('is another one for another caller', async () => {
      const mine = await world.writer.create(ann, ON_ORDERS, RESTART, keyed);
      world.live = undefined;
      const theirs = await world.writer.create({ username: 'bob', groups: [] }, ON_ORDERS, RESTART, keyed);
      expect(theirs.operation.metadata.name).not.toBe(mine.operation.metadata.name);
    });

    it('records who asked when the first try did not get that far', async () => {
      world.stampFails = true;
      await world.writer.create(ann, ON_ORDERS, RESTART, keyed);
      world.stampFails = false;
      const again = await world.writer.create(ann, ON_ORDERS, RESTART, keyed);
      expect([again.isReplay, again.operation.status?.requestedBy?.subject]).toEqual([true, 'ann']);
    });

    it('does not save what is wrong', async () => {
      expect(await codeOf(world.writer.create(ann, ON_ORDERS, { spec: {} }, keyed))).toBe('invalid_spec');
      expect(world.client.calls).toEqual([]);
    });
  });

  describe('cancel', () => {
    it.each<{ of: string; live: OpsRequest; expected: string }>([
      { of: 'one that waits', live: anOpsRequest({ phase: 'Queued' }), expected: 'done' },
      { of: 'one that nobody has looked at', live: anOpsRequest(), expected: 'done' },
      {
        of: 'one that runs, at a safe point',
        live: anOpsRequest({ phase: 'Running', status: { cancellable: true } }),
        expected: 'done',
      },
      {
        of: 'one that runs, past it',
        live: anOpsRequest({ phase: 'Running', status: { cancellable: false } }),
        expected: 'not_cancellable',
      },
      { of: 'one that is called off already', live: anOpsRequest({ spec: { cancel: true } }), expected: 'done' },
      { of: 'one that has ended', live: anOpsRequest({ phase: 'Failed' }), expected: 'already_ended' },
    ])('of $of is $expected', async ({ live, expected }) => {
      world.live = live;
      expect(await codeOf(world.writer.cancel(ann, key))).toBe(expected);
      expect(world.live.spec.cancel ?? false).toBe(expected === 'done');
    });

    it('names the step that there is no way back from', async () => {
      const steps = [{ name: 'Promote', target: 'orders-2', state: 'Running' as const }];
      world.live = anOpsRequest({ phase: 'Running', status: { steps } });
      await expect(world.writer.cancel(ann, key)).rejects.toThrow('at step Promote of orders-2');
    });
  });

  describe('retry', () => {
    it('asks for the same, and leaves behind what was said of the moment', async () => {
      const spec = { cancel: true, notBefore: '2026-01-01T00:00:00Z', reason: 'again', timeoutSeconds: 60 };
      world.live = anOpsRequest({ phase: 'Failed', spec });
      const { operation } = await world.writer.retry(ann, key, { ...VIA, dryRun: true });
      expect(operation.spec).toEqual({
        clusterRef: { name: 'orders' },
        type: 'Restart',
        reason: 'again',
        timeoutSeconds: 60,
        retryOf: 'op',
      });
    });

    it('waits for the end', async () => {
      world.live = anOpsRequest({ phase: 'Running' });
      expect(await codeOf(world.writer.retry(ann, key, VIA))).toBe('not_ended');
    });
  });

  describe('delete', () => {
    it('tells what is gone from what has to end first', async () => {
      world.live = anOpsRequest({ phase: 'Failed' });
      expect(await world.writer.delete(ann, key)).toBeUndefined();
      expect(await codeOf(world.writer.delete(ann, key))).toBe('not_found');
    });
  });
});
