import { aMemberPod, memberPods, waitingFor } from '../../../../test/builders/cnpg.js';
import { PlayedOperation, STARTED_AT, type Sight } from '../../../../test/builders/operation.js';
import type { CnpgClusterStatus } from '../upstream.js';
import { start, stop } from './power.js';

const ON = { 'cnpg.io/hibernation': 'on' };
const OFF = { 'cnpg.io/hibernation': 'off' };
const condition = (status: string, reason: string): CnpgClusterStatus => ({
  conditions: [{ type: 'cnpg.io/hibernation', status, reason }],
});
const ASLEEP = { ...condition('True', 'Hibernated'), readyInstances: 0 };

describe('a stop', () => {
  const operation = new PlayedOperation(stop, { type: 'Stop' });

  it('takes the primary first', () => {
    expect(operation.plan).toMatchObject({
      disruption: 'Downtime',
      steps: [{ name: 'StopMember', target: 'orders-1' }, { target: 'orders-3' }, { target: 'orders-2' }],
    });
  });

  it.each<Sight>([
    { seen: 'nobody was asked', scene: { upstream: { annotations: OFF } }, state: 'Running', progress: '0/3' },
    {
      seen: 'the operator was asked and says that it is content',
      scene: { upstream: { annotations: ON } },
      state: 'Running',
    },
    {
      seen: 'the operator waits until the database is healthy',
      scene: {
        upstream: { annotations: ON, status: { ...condition('False', 'WaitingForHealthy'), readyInstances: 2 } },
        pods: [...memberPods(2), aMemberPod('orders-3', { ready: false, status: waitingFor('CrashLoopBackOff') })],
      },
      state: 'Running',
      message: expect.stringMatching(/stops only a healthy database.*orders-3 is in CrashLoopBackOff/),
    },
    {
      seen: 'the primary goes',
      scene: {
        upstream: { annotations: ON, status: condition('False', 'DeletingPods') },
        pods: [
          aMemberPod('orders-1', { deletionTimestamp: STARTED_AT }),
          aMemberPod('orders-2'),
          aMemberPod('orders-3'),
        ],
      },
      state: 'Running',
      message: 'Shutting down: orders-1.',
      steps: ['StopMember orders-1: Running', 'StopMember orders-3: Pending', 'StopMember orders-2: Pending'],
    },
    {
      seen: 'the pods are gone and the condition does not say so yet',
      scene: { upstream: { annotations: ON, status: condition('False', 'WaitingPodsDeletion') }, pods: [] },
      state: 'Running',
      progress: '3/3',
    },
    {
      seen: 'the condition says stopped and a pod is still there',
      scene: { upstream: { annotations: ON, status: ASLEEP }, pods: [aMemberPod('orders-2')] },
      state: 'Running',
      message: expect.stringContaining('orders-2 is still there'),
    },
    {
      seen: 'all is still',
      scene: { upstream: { annotations: ON, status: ASLEEP }, pods: [] },
      state: 'Done',
      progress: '3/3',
    },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('is undone when everybody is ready again', () => {
    expect(operation.undoneAt({ upstream: { annotations: OFF }, pods: memberPods(2) })).toMatchObject({
      state: 'Running',
    });
    expect(operation.undoneAt({ upstream: { annotations: OFF } })).toMatchObject({ state: 'Done' });
  });
});

describe('a start', () => {
  const operation = new PlayedOperation(
    start,
    { type: 'Start' },
    { upstream: { annotations: ON, status: ASLEEP }, pods: [] },
  );

  it.each<Sight>([
    { seen: 'nobody was asked', scene: { upstream: { annotations: ON, status: ASLEEP }, pods: [] }, state: 'Running' },
    {
      seen: 'the phase says healthy, as it did all the time',
      scene: { upstream: { annotations: OFF, status: { readyInstances: 0 } }, pods: [] },
      state: 'Running',
      progress: '0/3',
    },
    {
      seen: 'one is ready, one is starting',
      scene: {
        upstream: { annotations: OFF, status: { readyInstances: 1 } },
        pods: [aMemberPod('orders-1'), aMemberPod('orders-2', { ready: false })],
      },
      state: 'Running',
      steps: ['StartMember orders-1: Done', 'StartMember orders-3: Pending', 'StartMember orders-2: Running'],
    },
    {
      seen: 'everybody is ready and the condition is still there',
      scene: { upstream: { annotations: OFF, status: condition('True', 'Hibernated') } },
      state: 'Running',
    },
    {
      seen: 'everybody is ready',
      scene: { upstream: { annotations: OFF } },
      state: 'Done',
      message: 'Every member is ready.',
    },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('is undone when all is still again, or left to the operator when only a healthy database could be stopped', () => {
    expect(operation.undoneAt({ upstream: { annotations: ON, status: ASLEEP }, pods: [] })).toMatchObject({
      state: 'Done',
      says: undefined,
    });
    const stuck = { annotations: ON, status: { ...condition('False', 'WaitingForHealthy'), readyInstances: 2 } };
    expect(operation.undoneAt({ upstream: stuck, pods: memberPods(2) })).toMatchObject({
      state: 'Done',
      says: expect.stringContaining('What has started stays for now.'),
    });
    const going = { annotations: ON, status: condition('False', 'DeletingPods') };
    expect(operation.undoneAt({ upstream: going }).state).toBe('Running');
  });
});
