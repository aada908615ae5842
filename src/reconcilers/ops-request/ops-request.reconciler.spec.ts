import { anOperationHandler, aProgress, aResult } from '../../../test/builders/operation-handler.js';
import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { aRunningCluster, Killed, OperationWorld } from '../../../test/doubles/operation-world.js';
import { OPERATION_FINALIZER } from '../../domain/naming.js';
import type { OpsRequest, OpsRequestSpec } from '../../resources/ops-request/index.js';

const TO_FIVE = { type: 'HorizontalScaling', horizontalScaling: { replicas: 5 }, queueTimeoutSeconds: 3600 } as const;
const RESTART = { type: 'Restart', queueTimeoutSeconds: 3600 } as const;

let world: OperationWorld;
beforeEach(() => {
  world = new OperationWorld();
});

const ask = (spec: Partial<OpsRequestSpec>, name = 'op', second = 0): OpsRequest =>
  anOpsRequest({ name, spec, createdAt: new Date(world.clock.now().getTime() + second * 1000).toISOString() });

const statusOf = (name?: string): NonNullable<OpsRequest['status']> => world.find(name)!.status!;
const storyOf = (name?: string): string[] => (statusOf(name).log ?? []).map(({ code }) => code);

describe('an operation at its first look', () => {
  it('becomes the property of its database, though its turn has not come', async () => {
    await world.ask(ask({ ...RESTART, notBefore: '2999-01-01T00:00:00Z' })).settle();
    const [owner] = world.find()!.metadata.ownerReferences!;
    expect(owner).toMatchObject({ kind: 'DatabaseCluster', uid: aRunningCluster().metadata.uid });
    expect(world.find()!.metadata.finalizers ?? []).toEqual([]);
  });

  it('tells who wrote it, as far as anyone can know', async () => {
    const managedFields = [{ manager: 'dbaas-operator' }, { manager: 'dbaas-operator', subresource: 'status' }];
    const asked = ask({ ...RESTART, notBefore: '2999-01-01T00:00:00Z' });
    const metadata = { ...asked.metadata, managedFields: [...managedFields, { manager: 'kubectl-create' }] };
    await world.ask({ ...asked, metadata }).settle();
    expect(statusOf().requestedBy).toEqual({ subject: 'kubectl-create', via: 'Kubernetes', verified: false });
  });
});

describe('an operation that changes intent', () => {
  it('records what stands, writes its field and nothing else, and waits for the result', async () => {
    await world.ask(ask(TO_FIVE)).settle();
    expect(world.cluster.spec).toEqual({ ...aRunningCluster().spec, clusterSize: 5 });
    expect(statusOf()).toMatchObject({
      phase: 'Running',
      previous: [{ path: '/spec/clusterSize', value: 3 }],
      applied: [{ path: '/spec/clusterSize', value: 5 }],
      baseline: { primary: 'orders-1' },
      progress: '0/1',
      message: 'Waiting for orders-4.',
      disruption: 'Rolling',
    });
    expect(world.find()!.metadata.finalizers).toEqual([OPERATION_FINALIZER]);
  });

  it('succeeds when its result is seen, and is let go', async () => {
    await world.ask(ask(TO_FIVE)).settle();
    world.handler = anOperationHandler({ progress: () => aResult({ result: { newPrimary: 'orders-2' } }) });
    await world.settle();
    expect(statusOf()).toMatchObject({
      phase: 'Succeeded',
      reason: 'Observed',
      progress: '1/1',
      result: { newPrimary: 'orders-2' },
    });
    expect(world.find()!.metadata.finalizers).toEqual([]);
    expect(world.events).toEqual(['Observed']);
    expect(storyOf()).toEqual(['Started', 'StepRunning', 'StepDone', 'Observed']);
  });

  it('believes a result only after it has been seen for a while without a break', async () => {
    world.handler = anOperationHandler({ progress: () => aResult({ settleSeconds: 30 }) });
    await world.ask(ask(TO_FIVE)).settle();
    await world.pass(29);
    expect(statusOf()).toMatchObject({ phase: 'Running', reason: 'Settling' });
    world.handler = anOperationHandler({
      progress: () => aProgress({ steps: [{ name: 'Work', state: 'Done' }], done: 1 }),
    });
    await world.pass(2);
    world.handler = anOperationHandler({ progress: () => aResult({ settleSeconds: 30 }) });
    await world.pass(2);
    await world.pass(29);
    expect(statusOf().phase).toBe('Running');
    await world.pass(2);
    expect(statusOf().phase).toBe('Succeeded');
  });

  it('succeeds at once when it is so already, and writes nothing', async () => {
    world.handler = anOperationHandler({ progress: () => aResult() });
    await world.ask(ask({ ...TO_FIVE, horizontalScaling: { replicas: 3 } })).settle();
    expect(statusOf()).toMatchObject({ phase: 'Succeeded', reason: 'NoChange' });
    expect(world.client.asked.filter((asked) => asked.startsWith('patch databaseclusters'))).toEqual([]);
  });

  it.each([
    {
      when: 'the engine fails',
      progress: aProgress({ state: 'Failed', message: 'job orders-4-join failed' }),
      seconds: 0,
      reason: 'UpstreamFailed',
    },
    { when: 'nothing moves any more', progress: aProgress(), seconds: 600, reason: 'Stalled' },
    { when: 'it takes too long', progress: aProgress(), seconds: 3600, reason: 'Timeout' },
  ])('fails when $when, says why, and puts its field back', async ({ progress, seconds, reason }) => {
    await world.ask(ask(TO_FIVE)).settle();
    world.handler = anOperationHandler({ progress: () => progress });
    await world.pass(seconds);
    expect(statusOf()).toMatchObject({ phase: 'Failed', reason });
    expect(statusOf().message).toContain(progress.message);
    expect(statusOf().message).toContain('Put back: spec.clusterSize to 3');
    expect(world.cluster.spec.clusterSize).toBe(3);
  });

  it('leaves its field when there is no way back, and says so', async () => {
    world.handler = anOperationHandler({
      progress: () => aProgress({ state: 'Failed', message: 'The disk is full.' }),
      undo: () => ({ state: 'Impossible', why: 'Volumes never shrink.' }),
    });
    await world
      .ask(ask({ type: 'VolumeExpansion', volumeExpansion: { size: '20Gi' }, queueTimeoutSeconds: 60 }))
      .settle();
    expect(statusOf()).toMatchObject({ phase: 'Failed', message: 'The disk is full. Volumes never shrink.' });
    expect(world.cluster.spec.storage.size).toBe('20Gi');
  });

  it('gives way to an edit of its field', async () => {
    await world.ask(ask(TO_FIVE)).settle();
    world.edit({ spec: { clusterSize: 4 } });
    await world.settle();
    expect(statusOf()).toMatchObject({ phase: 'Failed', reason: 'Conflict' });
    expect(world.cluster.spec.clusterSize).toBe(4);
  });

  it('is refused where a delivery tool owns the field, with what to commit', async () => {
    const managedFields = [{ manager: 'argocd-controller', fieldsV1: { 'f:spec': { 'f:clusterSize': {} } } }];
    const { metadata, ...rest } = aRunningCluster();
    world = new OperationWorld({ ...rest, metadata: { ...metadata, managedFields } });
    await world.ask(ask(TO_FIVE)).settle();
    expect(statusOf()).toMatchObject({ phase: 'Failed', reason: 'FieldManagedElsewhere' });
    expect(statusOf().message).toContain('{"spec":{"clusterSize":5}}');
    expect(world.cluster.spec.clusterSize).toBe(3);
  });
});

describe('a request', () => {
  it.each<{ mistake: string; spec: Partial<OpsRequestSpec>; reason: string; says: string }>([
    {
      mistake: 'is out of bounds',
      spec: { ...TO_FIVE, horizontalScaling: { replicas: 100 } },
      reason: 'Invalid',
      says: 'spec.horizontalScaling.replicas',
    },
    {
      mistake: 'names another generation',
      spec: { ...RESTART, preconditions: { clusterGeneration: 3 } },
      reason: 'PreconditionsNotMet',
      says: 'generation 4',
    },
    {
      mistake: 'names no cluster that there is',
      spec: { ...RESTART, clusterRef: { name: 'orders' } },
      reason: 'Invalid',
      says: 'there is no DatabaseCluster "orders"',
    },
  ])('that $mistake ends with the reason, and changes nothing', async ({ spec, reason, says }) => {
    if (says.includes('no DatabaseCluster')) world.clusters.remove(world.cluster);
    const before = world.cluster;
    await world.ask(ask(spec)).settle();
    expect(statusOf()).toMatchObject({ phase: 'Failed', reason });
    expect(statusOf().message).toContain(says);
    expect(world.cluster).toEqual(before);
  });

  it('of a type that the engine lacks ends as Unsupported', async () => {
    world.handler = { unsupported: 'A widget cannot do that.' } as never;
    await world.ask(ask(RESTART)).settle();
    expect(statusOf()).toMatchObject({ phase: 'Failed', reason: 'Unsupported', message: 'A widget cannot do that.' });
  });

  it('waits while the database is in motion, and starts when it rests', async () => {
    world.edit({ status: { phase: 'Updating', message: 'orders-2 restarts.' } });
    await world.ask(ask(RESTART)).settle();
    expect(statusOf()).toMatchObject({ phase: 'Queued', queuePosition: 1 });
    expect(statusOf().message).toContain('orders-2 restarts.');
    world.edit({ status: { phase: 'Running' } });
    await world.settle();
    expect(statusOf().phase).toBe('Running');
  });

  it('that waits too long ends with what it waited for', async () => {
    world.edit({ status: { phase: 'Updating', message: 'orders-2 restarts.' } });
    await world.ask(ask(RESTART)).settle();
    await world.pass(3601);
    expect(statusOf()).toMatchObject({ phase: 'Failed', reason: 'PreconditionsNotMet' });
    expect(statusOf().message).toContain('orders-2 restarts.');
  });
});

describe('the catalogue entry of the engine', () => {
  it('may be away for a while: what runs goes on when it is back', async () => {
    await world.ask(ask(TO_FIVE)).settle();
    const [entry] = world.engines.store.list();
    world.engines.remove(entry!);
    await world.pass(60);
    expect(statusOf().phase).toBe('Running');
    world.engines.put(entry!);
    world.handler = anOperationHandler({ progress: () => aResult() });
    await world.settle();
    expect(statusOf().phase).toBe('Succeeded');
  });

  it('is not waited for longer than the queue may be', async () => {
    world.engines.remove(world.engines.store.list()[0]!);
    await world.ask(ask(RESTART)).settle();
    expect(world.find()!.status).toBeUndefined();
    await world.pass(3601);
    expect(statusOf()).toMatchObject({ phase: 'Failed', reason: 'PreconditionsNotMet' });
  });
});

it('an operation that a newer release cannot carry on ends, and holds nobody up', async () => {
  world.ask(ask(RESTART, 'first', 0), ask(TO_FIVE, 'second', 1));
  await world.settle();
  world.handler = { unsupported: 'A widget cannot do that.' } as never;
  await world.settle();
  expect([statusOf('first'), statusOf('second')]).toMatchObject([{ reason: 'Unsupported' }, { reason: 'Unsupported' }]);
});

describe('the queue', () => {
  it('lets one run at a time, in the order of asking', async () => {
    world.ask(ask(RESTART, 'first', 0), ask(TO_FIVE, 'second', 1));
    await world.settle();
    expect(statusOf('second')).toMatchObject({ phase: 'Queued', queuePosition: 1, blockedBy: ['first'] });
    world.handler = anOperationHandler({
      progress: ({ request }) => (request.metadata.name === 'first' ? aResult() : aProgress()),
    });
    await world.settle();
    expect([statusOf('first').phase, statusOf('second').phase]).toEqual(['Succeeded', 'Running']);
  });

  it('refuses what is asked for already', async () => {
    await world.ask(ask(TO_FIVE, 'first', 0), ask(TO_FIVE, 'again', 1)).settle();
    expect(statusOf('again')).toMatchObject({ phase: 'Failed', reason: 'Duplicate' });
  });

  it('has an end', async () => {
    const crowd = Array.from({ length: 22 }, (_, index) =>
      ask({ ...TO_FIVE, horizontalScaling: { replicas: index + 4 } }, `op-${index}`, index),
    );
    await world.ask(...crowd).settle();
    expect(statusOf('op-0').phase).toBe('Running');
    expect(statusOf('op-20').phase).toBe('Failed');
    expect(statusOf('op-21').reason).toBe('QueueFull');
  });

  it('gives the place of one that waits to one that supersedes it', async () => {
    world.ask(ask(RESTART, 'first', 0), ask(TO_FIVE, 'old', 1));
    await world.settle();
    await world.ask(ask({ ...TO_FIVE, horizontalScaling: { replicas: 7 }, supersede: true }, 'new', 2)).settle();
    expect(statusOf('old')).toMatchObject({ phase: 'Cancelled', reason: 'Superseded' });
    expect(statusOf('new').phase).toBe('Queued');
  });
});

describe('calling off', () => {
  const cancel = (name = 'op'): void => {
    const request = world.find(name)!;
    world.ask({ ...request, spec: { ...request.spec, cancel: true } });
  };

  it('is instant while it waits', async () => {
    world.ask(ask(RESTART, 'first', 0), ask(TO_FIVE, 'second', 1));
    await world.settle();
    cancel('second');
    await world.settle();
    expect(statusOf('second')).toMatchObject({ phase: 'Cancelled', reason: 'UserCancelled' });
    expect(world.cluster.spec.clusterSize).toBe(3);
  });

  it('puts back what was changed, and ends when the engine is back', async () => {
    await world.ask(ask(TO_FIVE)).settle();
    world.handler = anOperationHandler({ undo: () => ({ state: 'Running', waitingFor: 'orders-4 to go' }) });
    cancel();
    await world.settle();
    expect(statusOf()).toMatchObject({ phase: 'Cancelling', cancellable: false });
    expect(world.cluster.spec.clusterSize).toBe(3);
    world.handler = anOperationHandler();
    await world.settle();
    expect(statusOf()).toMatchObject({ phase: 'Cancelled', reason: 'UserCancelled' });
  });

  it('says nothing of a field that somebody edited on the way back', async () => {
    await world.ask(ask(TO_FIVE)).settle();
    world.handler = anOperationHandler({ undo: () => ({ state: 'Running', waitingFor: 'orders-4 to go' }) });
    cancel();
    await world.settle();
    world.edit({ spec: { clusterSize: 4 } });
    world.handler = anOperationHandler();
    await world.settle();
    expect(statusOf()).toMatchObject({ phase: 'Cancelled', message: 'It was called off.' });
    expect(world.cluster.spec.clusterSize).toBe(4);
  });

  it('does not wait for ever for the way back', async () => {
    await world.ask(ask(TO_FIVE)).settle();
    world.handler = anOperationHandler({ undo: () => ({ state: 'Running', waitingFor: 'orders-4 to go' }) });
    cancel();
    await world.settle();
    await world.pass(600);
    expect(statusOf()).toMatchObject({ phase: 'Cancelled' });
    expect(statusOf().message).toContain('orders-4 to go');
  });

  it('is not heeded past the point of no return, though the status does not say so yet', async () => {
    await world.ask(ask(RESTART)).settle();
    expect(statusOf().cancellable).toBe(true);
    world.handler = anOperationHandler({ undo: () => ({ state: 'Impossible', why: 'The old data is gone.' }) });
    cancel();
    await world.settle();
    expect(statusOf()).toMatchObject({ phase: 'Running' });
  });

  it('is what the deletion of the request means', async () => {
    await world.ask(ask(TO_FIVE)).settle();
    const request = world.find()!;
    world.ask({ ...request, metadata: { ...request.metadata, deletionTimestamp: '2026-11-23T12:00:00Z' } });
    await world.settle();
    expect(world.find()).toBeUndefined();
    expect(world.cluster.spec.clusterSize).toBe(3);
  });

  it('comes with the deletion of the cluster', async () => {
    world.ask(ask(RESTART, 'first', 0), ask(TO_FIVE, 'second', 1));
    await world.settle();
    world.edit({ metadata: { deletionTimestamp: '2026-11-23T12:00:00Z', finalizers: ['x'] } });
    await world.settle();
    for (const name of ['first', 'second']) {
      expect(statusOf(name)).toMatchObject({ phase: 'Cancelled', reason: 'ClusterDeleted' });
    }
  });
});

describe('an operation that has ended', () => {
  it('goes when its time is over, but for the last twenty of the cluster', async () => {
    world.handler = anOperationHandler({ progress: () => aResult() });
    for (let index = 0; index < 22; index++) {
      await world.ask(ask({ ...RESTART, ttlSecondsAfterFinished: 60 }, `op-${index}`, index)).settle();
      world.clock.jump(2000);
    }
    await world.pass(120);
    const left = world.operations.store.list().map(({ metadata }) => metadata.name);
    expect(left).toHaveLength(20);
    expect(left).not.toContain('op-0');
  });
});

describe('a process that is killed before any write', () => {
  const steps = [
    { kind: 'one that changes intent', spec: TO_FIVE },
    { kind: 'one that acts', spec: RESTART },
  ];

  it.each(steps)('leaves $kind to be carried on by the next, once', async ({ spec }) => {
    const ends: unknown[] = [];
    for (let lives = 0; lives < 8; lives++) {
      world = new OperationWorld();
      world.ask(ask(spec));
      await untilKilled(lives);
      world.handler = anOperationHandler({ progress: () => aResult() });
      world.writesToLive = Infinity;
      await world.settle();
      ends.push([
        statusOf().phase,
        statusOf().reason,
        world.cluster.spec.clusterSize,
        world.cluster.metadata.generation,
      ]);
    }
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
  });

  async function untilKilled(lives: number): Promise<void> {
    world.writesToLive = lives;
    try {
      await world.settle();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
});
