import { aMemberPod, memberPods, waitingFor } from '../../../../test/builders/cnpg.js';
import {
  PlayedOperation,
  REQUEST_UID,
  STARTED_AT,
  type Scene,
  type Sight,
} from '../../../../test/builders/operation.js';
import { RESTARTING_IN_PLACE } from '../status/upstream-phases.js';
import { restart } from './restart.js';

const MARK = 'kubectl.kubernetes.io/restartedAt';
const MARKED = { [MARK]: STARTED_AT };
const marked = (name: string, changes: Parameters<typeof aMemberPod>[1] = {}) =>
  aMemberPod(name, { uid: `new-${name}`, annotations: MARKED, ...changes });

describe('a restart of everybody', () => {
  const played = (before: Scene = {}): PlayedOperation => new PlayedOperation(restart, { type: 'Restart' }, before);
  const operation = played();

  it("is the operator's own, asked for by the moment at which it began", () => {
    expect(operation.actionsAt({})).toMatchObject([{ do: 'patch', mergePatch: { metadata: { annotations: MARKED } } }]);
  });

  it.each<Sight>([
    { seen: 'nothing was asked', scene: {}, state: 'Running', actions: ['patch Cluster orders'], progress: '0/4' },
    {
      seen: 'it was asked, and the phase says healthy',
      scene: { upstream: { annotations: MARKED } },
      state: 'Running',
      actions: [],
      progress: '0/4',
    },
    {
      seen: 'a replica is back',
      scene: {
        upstream: { annotations: MARKED, status: { phase: 'Upgrading cluster' } },
        pods: [aMemberPod('orders-1'), marked('orders-2'), aMemberPod('orders-3')],
      },
      state: 'Running',
      progress: '1/4',
    },
    {
      seen: 'a replica does not come back',
      scene: {
        upstream: { annotations: MARKED, status: { phase: 'Waiting for the instances to become active' } },
        pods: [
          aMemberPod('orders-1'),
          marked('orders-2', { ready: false, status: waitingFor('CrashLoopBackOff') }),
          aMemberPod('orders-3'),
        ],
      },
      state: 'Running',
      message: expect.stringContaining('orders-2 is in CrashLoopBackOff'),
    },
    {
      seen: 'everybody carries the mark and one is not ready',
      scene: {
        upstream: { annotations: MARKED },
        pods: [marked('orders-1'), marked('orders-2'), marked('orders-3', { ready: false })],
      },
      state: 'Running',
    },
    {
      seen: 'everybody is back',
      scene: { upstream: { annotations: MARKED }, pods: [marked('orders-1'), marked('orders-2'), marked('orders-3')] },
      state: 'Done',
      message: 'Every member has restarted.',
    },
    {
      seen: 'a later restart by somebody else has taken over',
      scene: {
        upstream: { annotations: { [MARK]: '2026-03-01T12:05:00Z' } },
        pods: memberPods().map((pod) => ({
          ...pod,
          metadata: { ...pod.metadata, annotations: { [MARK]: '2026-03-01T12:05:00Z' } },
        })),
      },
      state: 'Done',
      actions: [],
    },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('is not fooled by a mark of the future that stood before', () => {
    const annotations = { [MARK]: '2030-01-01T00:00:00Z' };
    const pods = memberPods().map((pod) => ({ ...pod, metadata: { ...pod.metadata, annotations } }));
    const scene = { upstream: { annotations }, pods };
    expect(played(scene).sees(scene)).toMatchObject({ state: 'Running', actions: ['patch Cluster orders'] });
  });

  it('stops where it is when it is called off', () => {
    const pods = [aMemberPod('orders-1'), marked('orders-2'), aMemberPod('orders-3')];
    const asked = { upstream: { annotations: MARKED }, pods };
    expect(operation.undoneAt(asked)).toMatchObject({ state: 'Running', actions: ['patch Cluster orders'] });
    expect(operation.undoneAt({ pods })).toEqual({ state: 'Done', says: 'Restarted already: orders-2.', actions: [] });
  });
});

describe('a restart of members by name', () => {
  const played = (members: string[], before: Scene = {}): PlayedOperation =>
    new PlayedOperation(restart, { type: 'Restart', restart: { members } }, before);

  const inPlace = {
    conditions: [{ type: 'dbaas.io/PrimaryRestart', status: 'True', message: `OpsRequest ${REQUEST_UID} on orders-1` }],
  };
  const anew = aMemberPod('orders-3', { uid: 'new' });

  it('takes the primary last, and warns of it', () => {
    expect(played(['orders-1', 'orders-3']).plan).toMatchObject({
      disruption: 'Downtime',
      restarts: ['orders-3', 'orders-1'],
      warnings: [expect.stringContaining('nobody can write')],
    });
    expect(played(['orders-2']).plan).toMatchObject({ disruption: 'Rolling', warnings: [] });
  });

  it.each<Sight>([
    { seen: 'nothing was done', scene: {}, actions: ['delete Pod orders-3'], progress: '0/2' },
    {
      seen: 'the pod of the replica is on its way out',
      scene: { pods: [...memberPods(2), aMemberPod('orders-3', { deletionTimestamp: STARTED_AT })] },
      actions: [],
      steps: ['RestartMember orders-3: Running', 'RestartMember orders-1: Pending'],
    },
    { seen: 'the pod is gone', scene: { pods: memberPods(2) }, actions: [], progress: '0/2' },
    {
      seen: 'the new pod is not ready',
      scene: { pods: [...memberPods(2), aMemberPod('orders-3', { uid: 'new', ready: false })] },
      actions: [],
    },
    {
      seen: 'the replica is back',
      scene: { pods: [...memberPods(2), anew] },
      actions: ['patch status of Cluster orders'],
      progress: '1/2',
    },
    {
      seen: 'the replica is back and the operator is at work',
      scene: { upstream: { status: { phase: 'Failing over' } }, pods: [...memberPods(2), anew] },
      state: 'Running',
      actions: [],
    },
    {
      seen: 'the primary restarts',
      scene: { upstream: { status: { ...inPlace, phase: RESTARTING_IN_PLACE } }, pods: [...memberPods(2), anew] },
      actions: [],
      steps: ['RestartMember orders-3: Done', 'RestartMember orders-1: Running'],
    },
    {
      seen: 'the primary has restarted, which only the mark tells',
      scene: { upstream: { status: inPlace }, pods: [...memberPods(2), anew] },
      state: 'Done',
      actions: [],
    },
    {
      seen: 'the mark was lost after the restart had been seen to begin',
      scene: {
        pods: [...memberPods(2), anew],
        recorded: { steps: [{ name: 'RestartMember', target: 'orders-1', state: 'Running' }] },
      },
      state: 'Done',
      actions: [],
    },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(played(['orders-1', 'orders-3']).sees(scene)).toMatchObject(expected);
  });

  it('asks for the restart in place at the very version it judged, and marks it in the same write', () => {
    const condition = { type: 'Ready', status: 'True' };
    const scene = { upstream: { resourceVersion: '77', status: { conditions: [condition] } } };
    expect(played(['orders-1']).actionsAt(scene)).toMatchObject([
      {
        subresource: 'status',
        resourceVersion: '77',
        mergePatch: {
          status: {
            phase: RESTARTING_IN_PLACE,
            conditions: [condition, expect.objectContaining({ type: 'dbaas.io/PrimaryRestart' })],
          },
        },
      },
    ]);
  });

  it('deletes no second pod of a member whose first it has deleted', () => {
    const again = { pods: [...memberPods(2), aMemberPod('orders-3', { uid: 'third', ready: false })] };
    expect(played(['orders-3']).sees(again)).toMatchObject({ state: 'Running', actions: [] });
  });

  it.each([
    { why: 'there is no such member', members: ['orders-7'], scene: {} },
    {
      why: 'the member is fenced',
      members: ['orders-2'],
      scene: { upstream: { annotations: { 'cnpg.io/fencedInstances': '["orders-2"]' } } },
    },
  ])('is refused because $why', ({ members, scene }) => {
    expect(played(members, scene).refusals).toEqual([expect.stringContaining('spec.restart.members')]);
  });

  it('leaves alone what had not restarted when it was called off', () => {
    const scene = { pods: [...memberPods(2), anew] };
    expect(played(['orders-3', 'orders-2']).undoneAt(scene)).toMatchObject({
      state: 'Done',
      says: 'Restarted already: orders-3.',
    });
    expect(played(['orders-3']).undoneAt({ pods: memberPods(2) })).toMatchObject({ state: 'Running' });
  });
});
