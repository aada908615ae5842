import { aMemberPod, waitingFor } from '../../../../test/builders/cnpg.js';
import { PlayedOperation, type Scene, type Sight } from '../../../../test/builders/operation.js';
import type { ResourceRequirements } from '../upstream.js';
import { verticalScaling } from './vertical-scaling.js';

const OLD = { cpu: '1', memory: '2Gi' };
const NEW = { cpu: '2', memory: '4Gi' };
const both = (amounts: Record<string, string>): ResourceRequirements => ({ requests: amounts, limits: amounts });

const old = (name: string, changes: Parameters<typeof aMemberPod>[1] = {}) =>
  aMemberPod(name, { resources: OLD, ...changes });
const fresh = (name: string, changes: Parameters<typeof aMemberPod>[1] = {}) =>
  aMemberPod(name, { resources: NEW, uid: `new-${name}`, ...changes });

const before: Scene = {
  intent: { resources: OLD },
  upstream: { spec: { resources: both(OLD) } },
  pods: [old('orders-1'), old('orders-2'), old('orders-3')],
};
const ASKED = { spec: { resources: both(NEW) } };
const ROLLING = { ...ASKED, status: { phase: 'Upgrading cluster' } };

const played = (scene: Scene = before): PlayedOperation =>
  new PlayedOperation(verticalScaling, { type: 'VerticalScaling', verticalScaling: { resources: NEW } }, scene);

describe('more resources for three members', () => {
  const operation = played();

  it('are planned replica by replica, then the primary once it has handed over', () => {
    expect(operation.plan).toEqual({
      disruption: 'Rolling',
      steps: [
        { name: 'ReplaceMember', target: 'orders-2' },
        { name: 'ReplaceMember', target: 'orders-3' },
        { name: 'Switchover' },
        { name: 'ReplaceMember', target: 'orders-1' },
      ],
      restarts: ['orders-2', 'orders-3', 'orders-1'],
      warnings: [],
    });
  });

  it.each<Sight>([
    {
      seen: 'the operator has not been asked',
      scene: before,
      state: 'Running',
      message: 'Waits for the operator to be asked for the new resources.',
    },
    {
      seen: 'the operator was asked and its phase still says healthy',
      scene: { ...before, upstream: ASKED },
      state: 'Running',
      progress: '0/4',
    },
    {
      seen: 'the first pod is gone',
      scene: { upstream: ROLLING, pods: [old('orders-1'), old('orders-3')] },
      state: 'Running',
      steps: [
        'ReplaceMember orders-2: Running',
        'ReplaceMember orders-3: Pending',
        'Switchover: Pending',
        'ReplaceMember orders-1: Pending',
      ],
    },
    {
      seen: 'the new pod finds no node',
      scene: {
        upstream: ROLLING,
        pods: [
          old('orders-1'),
          fresh('orders-2', {
            ready: false,
            status: { conditions: [{ type: 'PodScheduled', status: 'False', message: 'Insufficient memory' }] },
          }),
          old('orders-3'),
        ],
      },
      state: 'Running',
      message: expect.stringContaining('orders-2 cannot be scheduled (Insufficient memory)'),
    },
    {
      seen: 'replicas are done and the primary moves',
      scene: {
        upstream: { ...ASKED, status: { phase: 'Switchover in progress', targetPrimary: 'orders-2' } },
        pods: [old('orders-1'), fresh('orders-2'), fresh('orders-3')],
      },
      state: 'Running',
      progress: '2/4',
      steps: [
        'ReplaceMember orders-2: Done',
        'ReplaceMember orders-3: Done',
        'Switchover: Running',
        'ReplaceMember orders-1: Pending',
      ],
    },
    {
      seen: 'all pods are new and one is not ready, while the phase says healthy',
      scene: {
        upstream: { ...ASKED, status: { currentPrimary: 'orders-2', targetPrimary: 'orders-2' } },
        pods: [
          fresh('orders-1', { ready: false, primary: false }),
          fresh('orders-2', { primary: true }),
          fresh('orders-3'),
        ],
      },
      state: 'Running',
      progress: '3/4',
    },
    {
      seen: 'everybody is new and ready',
      scene: {
        upstream: { ...ASKED, status: { currentPrimary: 'orders-2', targetPrimary: 'orders-2' } },
        pods: [fresh('orders-1', { primary: false }), fresh('orders-2', { primary: true }), fresh('orders-3')],
      },
      state: 'Done',
      message: 'Every member has 2 CPU and 4Gi of memory.',
      progress: '4/4',
    },
    {
      seen: 'everybody is new though the primary kept its role',
      scene: { upstream: ASKED, pods: [fresh('orders-1'), fresh('orders-2'), fresh('orders-3')] },
      state: 'Done',
      steps: expect.arrayContaining(['Switchover: Skipped']),
    },
  ])('see that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('tell who is the primary now', () => {
    const upstream = { ...ASKED, status: { currentPrimary: 'orders-2', targetPrimary: 'orders-2' } };
    const pods = [fresh('orders-1', { primary: false }), fresh('orders-2', { primary: true }), fresh('orders-3')];
    expect(operation.resultAt({ upstream, pods })).toEqual({ newPrimary: 'orders-2' });
  });

  it('are taken back pod by pod; one that is stuck with them is made anew', () => {
    const stuck = fresh('orders-2', { ready: false, status: waitingFor('CrashLoopBackOff') });
    const scene: Scene = { upstream: before.upstream, pods: [old('orders-1'), stuck, fresh('orders-3')] };
    expect(operation.undoneAt(scene)).toMatchObject({ state: 'Running', actions: ['delete Pod orders-2'] });
    expect(operation.undoneAt(before)).toEqual({ state: 'Done', says: undefined, actions: [] });
  });

  it('leave pods alone until the operator has the former resources back', () => {
    const stuck = fresh('orders-2', { ready: false, status: waitingFor('CrashLoopBackOff') });
    expect(operation.undoneAt({ upstream: ASKED, pods: [old('orders-1'), stuck, old('orders-3')] }).actions).toEqual(
      [],
    );
  });

  it('are refused while somebody is fenced, whom the operator would pass by', () => {
    const annotations = { 'cnpg.io/fencedInstances': '["orders-3"]' };
    expect(played({ ...before, upstream: { annotations } }).refusals).toEqual([expect.stringContaining('orders-3')]);
  });
});

it('takes a single member down', () => {
  const alone = played({
    ...before,
    intent: { resources: OLD, clusterSize: 1 },
    upstream: { spec: { instances: 1, resources: both(OLD) } },
    pods: [old('orders-1')],
  });
  expect(alone.plan).toMatchObject({ disruption: 'Downtime', steps: [{ name: 'ReplaceMember', target: 'orders-1' }] });
});
