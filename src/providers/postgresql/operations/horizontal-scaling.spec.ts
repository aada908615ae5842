import {
  aMemberJob,
  aMemberPod,
  aVolumeClaim,
  FAILED_FOR_GOOD,
  memberNames,
  memberPods,
  waitingFor,
} from '../../../../test/builders/cnpg.js';
import { PlayedOperation, type Scene, type Sight } from '../../../../test/builders/operation.js';
import { GIVEN_UP } from '../status/upstream-phases.js';
import { horizontalScaling } from './horizontal-scaling.js';

const JOINING = 'Creating a new replica';
const WAITING = 'Waiting for the instances to become active';
const claims = (count: number) => memberNames(count).map((name) => aVolumeClaim(name));

const scaled = (replicas: number, before: Scene = { claims: claims(3) }): PlayedOperation =>
  new PlayedOperation(horizontalScaling, { type: 'HorizontalScaling', horizontalScaling: { replicas } }, before);

describe('from three members to five', () => {
  const operation = scaled(5);

  it('is planned with the numbers that are free, and disturbs nobody', () => {
    expect(operation.plan).toEqual({
      disruption: 'None',
      steps: [
        { name: 'JoinMember', target: 'orders-4' },
        { name: 'JoinMember', target: 'orders-5' },
      ],
      restarts: [],
      warnings: [],
    });
  });

  const joined = (instances: number, ready = instances) => ({
    spec: { instances: 5 },
    status: { instances, readyInstances: ready, instanceNames: memberNames(instances) },
  });

  it.each<Sight>([
    {
      seen: 'the operator has not been asked yet, and looks content',
      scene: { claims: claims(3) },
      state: 'Running',
      progress: '0/2',
      message: 'Waits for the operator to be asked for 5 members.',
    },
    {
      seen: 'the operator has been asked, and still says that it is content',
      scene: {
        upstream: {
          spec: { instances: 5 },
          status: { instances: 3, readyInstances: 3, instanceNames: memberNames(3) },
        },
      },
      state: 'Running',
      steps: ['JoinMember orders-4: Pending', 'JoinMember orders-5: Pending'],
    },
    {
      seen: 'the first is being copied',
      scene: {
        upstream: { ...joined(4, 3), status: { ...joined(4, 3).status, phase: JOINING } },
        jobs: [aMemberJob('orders-4', 'join')],
      },
      state: 'Running',
      steps: ['JoinMember orders-4: Running', 'JoinMember orders-5: Pending'],
    },
    {
      seen: 'a copy has failed and is tried again',
      scene: {
        upstream: { ...joined(4, 3), status: { ...joined(4, 3).status, phase: JOINING } },
        jobs: [aMemberJob('orders-4', 'join', { failed: 2 })],
      },
      state: 'Running',
      message: expect.stringContaining('job orders-4-join has failed 2 times'),
    },
    {
      seen: 'a copy has failed for good',
      scene: {
        upstream: { ...joined(4, 3), status: { ...joined(4, 3).status, phase: GIVEN_UP } },
        jobs: [aMemberJob('orders-4', 'join', FAILED_FOR_GOOD)],
      },
      state: 'Failed',
      message: "Job orders-4-join has failed for good; its pod's log says why.",
      steps: ['JoinMember orders-4: Failed', 'JoinMember orders-5: Skipped'],
    },
    {
      seen: 'the new pod finds no image',
      scene: {
        upstream: { ...joined(4, 3), status: { ...joined(4, 3).status, phase: WAITING } },
        pods: [...memberPods(3), aMemberPod('orders-4', { ready: false, status: waitingFor('ImagePullBackOff') })],
      },
      state: 'Running',
      message: expect.stringContaining('orders-4 is in ImagePullBackOff'),
    },
    {
      seen: 'the new pod finds no node',
      scene: {
        upstream: { ...joined(4, 3), status: { ...joined(4, 3).status, phase: WAITING } },
        pods: [
          ...memberPods(3),
          aMemberPod('orders-4', {
            ready: false,
            status: { conditions: [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available' }] },
          }),
        ],
      },
      state: 'Running',
      message: expect.stringContaining('orders-4 cannot be scheduled (0/3 nodes are available)'),
    },
    {
      seen: 'the first has joined and the phase is healthy for a moment',
      scene: { upstream: joined(4), pods: memberPods(4) },
      state: 'Running',
      progress: '1/2',
    },
    {
      seen: 'pods are all ready, and the operator has not counted the last one',
      scene: { upstream: joined(5, 4), pods: memberPods(5) },
      state: 'Running',
      progress: '2/2',
    },
    {
      seen: 'five serve',
      scene: { upstream: joined(5), pods: memberPods(5) },
      state: 'Done',
      message: '5 members serve.',
    },
    {
      seen: 'five serve under other numbers than those expected',
      scene: {
        upstream: {
          ...joined(5),
          status: { ...joined(5).status, instanceNames: [...memberNames(3), 'orders-6', 'orders-7'] },
        },
        pods: [...memberPods(3), aMemberPod('orders-6'), aMemberPod('orders-7')],
      },
      state: 'Done',
      steps: ['JoinMember orders-6: Done', 'JoinMember orders-7: Done'],
    },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('does not take the blame for a job that had failed before', () => {
    const remnant = aMemberJob('orders-9', 'join', FAILED_FOR_GOOD);
    const later = scaled(5, { claims: claims(3), jobs: [remnant] });
    const scene = {
      upstream: { ...joined(4, 3), status: { ...joined(4, 3).status, phase: JOINING } },
      jobs: [remnant],
    };
    expect(later.sees(scene).state).toBe('Running');
  });

  it('clears half a copy away when it is undone, for the operator waits for it', () => {
    const half = {
      upstream: { status: { phase: GIVEN_UP } },
      claims: [...claims(4), aVolumeClaim('orders-4', { role: 'PG_WAL' })],
    };
    expect(operation.undoneAt({ ...half, jobs: [aMemberJob('orders-4', 'join', FAILED_FOR_GOOD)] })).toMatchObject({
      state: 'Running',
      actions: [
        'delete PersistentVolumeClaim orders-4',
        'delete PersistentVolumeClaim orders-4-wal',
        'delete Job orders-4-join',
      ],
    });
  });

  it('does not wait for a copy that nobody wants any more', () => {
    const copying = {
      upstream: { status: { phase: JOINING } },
      claims: claims(4),
      jobs: [aMemberJob('orders-4', 'join')],
    };
    expect(operation.undoneAt(copying)).toMatchObject({
      actions: ['delete PersistentVolumeClaim orders-4', 'delete Job orders-4-join'],
    });
  });

  it('takes a newcomer away that does not come up, and no other member', () => {
    const stuck = { ready: false, status: waitingFor('ImagePullBackOff') };
    const scene = {
      upstream: { status: { phase: WAITING } },
      claims: claims(4),
      pods: [...memberPods(2), aMemberPod('orders-3', stuck), aMemberPod('orders-4', stuck)],
    };
    expect(operation.undoneAt(scene)).toMatchObject({
      state: 'Running',
      actions: ['delete PersistentVolumeClaim orders-4', 'delete Pod orders-4'],
    });
  });

  it('never clears the volume of a member that was there before', () => {
    const scene = {
      upstream: { status: { phase: GIVEN_UP } },
      claims: claims(3),
      jobs: [aMemberJob('orders-3', 'join', FAILED_FOR_GOOD)],
    };
    expect(operation.undoneAt(scene)).toMatchObject({ state: 'Running', actions: [] });
  });

  it('is undone when the three from before are all there is', () => {
    expect(operation.undoneAt({ upstream: joined(4), pods: memberPods(4), claims: claims(4) }).state).toBe('Running');
    expect(operation.undoneAt({ claims: claims(3) })).toEqual({ state: 'Done', says: undefined, actions: [] });
  });
});

describe('from three members to one', () => {
  const pods = [
    aMemberPod('orders-1', { primary: false }),
    aMemberPod('orders-2'),
    aMemberPod('orders-3', { primary: true }),
  ];
  const moved = { currentPrimary: 'orders-3', targetPrimary: 'orders-3' };
  const operation = scaled(1, { upstream: { status: moved }, pods, claims: claims(3) });

  it('takes the highest numbers and never the primary', () => {
    expect(operation.plan).toMatchObject({
      disruption: 'Rolling',
      steps: [
        { name: 'RemoveMember', target: 'orders-2' },
        { name: 'RemoveMember', target: 'orders-1' },
      ],
      warnings: [expect.stringContaining('orders-2, orders-1')],
    });
  });

  const one = {
    spec: { instances: 1 },
    status: { ...moved, instances: 1, readyInstances: 1, instanceNames: ['orders-3'] },
  };

  it.each<Sight>([
    {
      seen: 'the pod is on its way out',
      scene: {
        upstream: {
          spec: { instances: 1 },
          status: { ...moved, instances: 3, readyInstances: 3, instanceNames: memberNames(3) },
        },
        pods: [pods[0]!, aMemberPod('orders-2', { deletionTimestamp: '2026-03-01T12:01:00Z' }), pods[2]!],
        claims: claims(3),
      },
      state: 'Running',
      steps: ['RemoveMember orders-2: Running', 'RemoveMember orders-1: Pending'],
    },
    {
      seen: 'the pods are gone and a volume is not',
      scene: { upstream: one, pods: [pods[2]!], claims: [aVolumeClaim('orders-3'), aVolumeClaim('orders-1')] },
      state: 'Running',
      progress: '1/2',
    },
    {
      seen: 'one is left',
      scene: { upstream: one, pods: [pods[2]!], claims: [aVolumeClaim('orders-3')] },
      state: 'Done',
      message: '1 member serves.',
      progress: '2/2',
    },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('says who is a fresh copy after it was undone', () => {
    const again = {
      upstream: { status: moved },
      pods,
      claims: [aVolumeClaim('orders-1'), aVolumeClaim('orders-2', { uid: 'new' }), aVolumeClaim('orders-3')],
    };
    expect(operation.undoneAt(again)).toMatchObject({
      state: 'Done',
      says: 'Copied anew, for they had been removed: orders-2.',
    });
  });
});
