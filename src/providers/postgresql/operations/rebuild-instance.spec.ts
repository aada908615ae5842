import {
  aMemberJob,
  aMemberPod,
  aVolumeClaim,
  FAILED_FOR_GOOD,
  memberNames,
  memberPods,
} from '../../../../test/builders/cnpg.js';
import { PlayedOperation, STARTED_AT, type Scene, type Sight } from '../../../../test/builders/operation.js';
import { rebuildInstance } from './rebuild-instance.js';

const JOINING = { status: { phase: 'Creating a new replica', readyInstances: 2 } };
const others = [aVolumeClaim('orders-1'), aVolumeClaim('orders-2')];
const old = [aVolumeClaim('orders-3'), aVolumeClaim('orders-3', { role: 'PG_WAL' })];
const going = { deletionTimestamp: STARTED_AT };
const before: Scene = { claims: [...others, ...old] };

const played = (member = 'orders-3', scene = before): PlayedOperation =>
  new PlayedOperation(rebuildInstance, { type: 'RebuildInstance', rebuildInstance: { member } }, scene);

describe('a rebuild', () => {
  const operation = played();

  it('warns of what is thrown away', () => {
    expect(operation.plan).toMatchObject({
      steps: [
        { name: 'DiscardCopy', target: 'orders-3' },
        { name: 'JoinMember', target: 'orders-3' },
      ],
      restarts: ['orders-3'],
      warnings: [expect.stringContaining('thrown away')],
    });
  });

  it.each<Sight>([
    {
      seen: 'the copy is there: volumes go before the pod',
      scene: before,
      actions: ['delete PersistentVolumeClaim orders-3', 'delete PersistentVolumeClaim orders-3-wal'],
    },
    {
      seen: 'the pod holds the volumes back',
      scene: {
        claims: [...others, aVolumeClaim('orders-3', going), aVolumeClaim('orders-3', { role: 'PG_WAL', ...going })],
      },
      actions: ['delete Pod orders-3'],
      steps: ['DiscardCopy orders-3: Running', 'JoinMember orders-3: Pending'],
    },
    {
      seen: 'the pod is on its way out',
      scene: {
        claims: [...others, aVolumeClaim('orders-3', going)],
        pods: [...memberPods(2), aMemberPod('orders-3', going)],
      },
      actions: [],
    },
    {
      seen: 'nothing is left',
      scene: { upstream: JOINING, claims: others, pods: memberPods(2) },
      actions: [],
      progress: '1/2',
    },
    {
      seen: 'the new volume is being filled',
      scene: {
        upstream: JOINING,
        claims: [...others, aVolumeClaim('orders-3', { uid: 'new' })],
        pods: memberPods(2),
        jobs: [aMemberJob('orders-3', 'join')],
      },
      actions: [],
      steps: ['DiscardCopy orders-3: Done', 'JoinMember orders-3: Running'],
    },
    {
      seen: 'the copy has failed for good',
      scene: {
        upstream: JOINING,
        claims: [...others, aVolumeClaim('orders-3', { uid: 'new' })],
        pods: memberPods(2),
        jobs: [aMemberJob('orders-3', 'join', FAILED_FOR_GOOD)],
      },
      state: 'Failed',
      message: expect.stringContaining('orders-3-join'),
      actions: [],
    },
    {
      seen: 'the member is back',
      scene: {
        claims: [...others, aVolumeClaim('orders-3', { uid: 'new' })],
        pods: [...memberPods(2), aMemberPod('orders-3', { uid: 'new' })],
      },
      state: 'Done',
      actions: [],
    },
    {
      seen: 'an older operator gave the next number',
      scene: {
        upstream: { status: { instanceNames: ['orders-1', 'orders-2', 'orders-4'] } },
        claims: [...others, aVolumeClaim('orders-4')],
        pods: [...memberPods(2), aMemberPod('orders-4')],
      },
      state: 'Done',
      steps: ['DiscardCopy orders-3: Done', 'JoinMember orders-4: Done'],
    },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('takes the job of the copy that had failed with it', () => {
    const scene: Scene = { ...before, pods: memberPods(2), jobs: [aMemberJob('orders-3', 'join', FAILED_FOR_GOOD)] };
    expect(played('orders-3', scene).sees(scene).actions).toContain('delete Job orders-3-join');
  });

  it('can be called off only while the copy is whole', () => {
    expect(operation.undoneAt(before)).toMatchObject({ state: 'Done', says: 'The copy of orders-3 is as it was.' });
    expect(operation.undoneAt({ claims: [...others, aVolumeClaim('orders-3')] }).state).toBe('Impossible');
    expect(operation.undoneAt({ claims: [...others, aVolumeClaim('orders-3', { uid: 'new' })] }).state).toBe(
      'Impossible',
    );
  });
});

describe('a refusal', () => {
  it.each([
    { why: 'there is no such member', member: 'orders-9', scene: before },
    { why: 'it is the primary', member: 'orders-1', scene: before },
    {
      why: 'it is about to be the primary',
      member: 'orders-2',
      scene: { upstream: { status: { targetPrimary: 'orders-2' } } },
    },
    {
      why: 'it is the only one',
      member: 'orders-1',
      scene: { upstream: { spec: { instances: 1 } }, pods: memberPods(1) },
    },
    {
      why: 'there is nothing to copy from',
      member: 'orders-3',
      scene: { pods: [aMemberPod('orders-1', { ready: false }), aMemberPod('orders-3')] },
    },
    {
      why: 'it is fenced',
      member: 'orders-3',
      scene: { upstream: { annotations: { 'cnpg.io/fencedInstances': '["orders-3"]' } } },
    },
  ])('says that $why', ({ member, scene }) => {
    expect(played(member, scene).refusals).toEqual([expect.stringContaining('spec.rebuildInstance.member')]);
  });

  it('does not come for a replica, however it is', () => {
    expect(
      memberNames(3)
        .slice(1)
        .flatMap((member) => played(member).refusals),
    ).toEqual([]);
  });
});
