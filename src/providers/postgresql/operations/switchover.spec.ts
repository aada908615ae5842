import { aMemberPod, memberPods } from '../../../../test/builders/cnpg.js';
import { PlayedOperation, type Scene, type Sight } from '../../../../test/builders/operation.js';
import { SWITCHING_OVER } from '../status/upstream-phases.js';
import { switchover } from './switchover.js';

const EARLIER = '2026-01-01T00:00:00.000000Z';
const OURS = '2026-03-01T12:00:00.000000Z';
const LATER = '2026-03-01T12:00:09.123456Z';
const before: Scene = { upstream: { status: { targetPrimaryTimestamp: EARLIER } } };

const played = (candidate?: string, scene = before): PlayedOperation =>
  new PlayedOperation(
    switchover,
    { type: 'Switchover', ...(candidate !== undefined && { switchover: { candidate } }) },
    scene,
  );

const moved = [
  aMemberPod('orders-1', { primary: false }),
  aMemberPod('orders-2', { primary: true }),
  aMemberPod('orders-3'),
];

describe('a switchover', () => {
  const operation = played('orders-2');

  it('breaks connections once and restarts the old primary', () => {
    expect(operation.plan).toMatchObject({ disruption: 'Failover', restarts: ['orders-1'] });
  });

  it("is asked for as the operator's own tool does, at the very version that was judged", () => {
    const scene = { upstream: { resourceVersion: '77', status: { targetPrimaryTimestamp: EARLIER } } };
    expect(operation.actionsAt(scene)).toMatchObject([
      {
        subresource: 'status',
        resourceVersion: '77',
        mergePatch: { status: { targetPrimary: 'orders-2', targetPrimaryTimestamp: OURS, phase: SWITCHING_OVER } },
      },
    ]);
  });

  it.each<Sight>([
    { seen: 'nothing was asked', scene: before, state: 'Running', actions: ['patch status of Cluster orders'] },
    {
      seen: 'the operator is failing over by itself, and its target is not touched',
      scene: { upstream: { status: { targetPrimaryTimestamp: EARLIER, phase: 'Failing over' } } },
      state: 'Running',
      actions: [],
    },
    {
      seen: 'it was asked',
      scene: {
        upstream: { status: { targetPrimary: 'orders-2', targetPrimaryTimestamp: OURS, phase: SWITCHING_OVER } },
      },
      state: 'Running',
      actions: [],
      steps: ['Promote orders-2: Running', 'Demote orders-1: Pending'],
    },
    {
      seen: 'the operator names the new primary before its pod says so',
      scene: {
        upstream: { status: { currentPrimary: 'orders-2', targetPrimary: 'orders-2', targetPrimaryTimestamp: OURS } },
      },
      state: 'Running',
    },
    {
      seen: 'the old primary is not back as a replica',
      scene: {
        upstream: { status: { currentPrimary: 'orders-2', targetPrimary: 'orders-2', targetPrimaryTimestamp: OURS } },
        pods: [aMemberPod('orders-1', { primary: false, ready: false }), ...moved.slice(1)],
      },
      state: 'Running',
      steps: ['Promote orders-2: Done', 'Demote orders-1: Running'],
    },
    {
      seen: 'everybody has his role',
      scene: {
        upstream: { status: { currentPrimary: 'orders-2', targetPrimary: 'orders-2', targetPrimaryTimestamp: OURS } },
        pods: moved,
      },
      state: 'Done',
      message: 'orders-2 is the primary.',
    },
    {
      seen: 'the operator put the old primary back, for the candidate is not up to it',
      scene: {
        upstream: { status: { targetPrimaryTimestamp: LATER } },
        pods: [
          aMemberPod('orders-1'),
          aMemberPod('orders-2', { ready: false, status: { phase: 'Failed' } }),
          aMemberPod('orders-3'),
        ],
      },
      state: 'Failed',
      message: 'The operator made orders-1 the primary instead. Pod orders-2 has failed.',
    },
    {
      seen: 'the operator put it back and left the moment as it was',
      scene: { upstream: { status: { targetPrimaryTimestamp: OURS } } },
      state: 'Failed',
    },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('tells the new primary', () => {
    const status = { currentPrimary: 'orders-2', targetPrimary: 'orders-2', targetPrimaryTimestamp: OURS };
    expect(operation.resultAt({ upstream: { status }, pods: moved })).toEqual({ newPrimary: 'orders-2' });
  });

  it('can be called off until it was asked for', () => {
    expect(operation.undoneAt(before).state).toBe('Done');
    const status = { targetPrimary: 'orders-2', targetPrimaryTimestamp: OURS };
    expect(operation.undoneAt({ upstream: { status } }).state).toBe('Impossible');
    expect(operation.undoneAt({ upstream: { status: { targetPrimaryTimestamp: LATER } } }).state).toBe('Done');
  });
});

describe('a switchover to nobody in particular', () => {
  it('picks the first replica that is ready and not fenced, and keeps to it', () => {
    const scene: Scene = {
      upstream: { ...before.upstream, annotations: { 'cnpg.io/fencedInstances': '["orders-3"]' } },
      pods: [
        aMemberPod('orders-1'),
        aMemberPod('orders-2', { ready: false }),
        aMemberPod('orders-3'),
        aMemberPod('orders-10'),
      ],
    };
    const operation = played(undefined, scene);
    expect(operation.plan.steps).toEqual([
      { name: 'Promote', target: 'orders-10' },
      { name: 'Demote', target: 'orders-1' },
    ]);
    expect(operation.actionsAt(before)).toMatchObject([{ mergePatch: { status: { targetPrimary: 'orders-10' } } }]);
  });
});

describe('a refusal', () => {
  const alone: Scene = { upstream: { spec: { instances: 1 } }, pods: memberPods(1) };
  it.each([
    { why: 'there is one member', candidate: undefined, scene: alone, field: 'spec.type' },
    {
      why: 'the primary moves already',
      candidate: 'orders-2',
      scene: { upstream: { status: { targetPrimary: 'orders-3' } } },
      field: 'spec.type',
    },
    { why: 'nobody is ready', candidate: undefined, scene: { pods: memberPods(1) }, field: 'spec.type' },
    { why: 'there is no such member', candidate: 'orders-9', scene: before, field: 'candidate' },
    { why: 'it is the primary already', candidate: 'orders-1', scene: before, field: 'candidate' },
    {
      why: 'it is not ready',
      candidate: 'orders-2',
      scene: { pods: [aMemberPod('orders-1'), aMemberPod('orders-2', { ready: false })] },
      field: 'candidate',
    },
    {
      why: 'it is fenced',
      candidate: 'orders-2',
      scene: { upstream: { annotations: { 'cnpg.io/fencedInstances': '["*"]' } } },
      field: 'candidate',
    },
  ])('says that $why', ({ candidate, scene, field }) => {
    expect(played(candidate, scene).refusals).toEqual([expect.stringContaining(field)]);
  });

  it('does not come for a ready replica', () => {
    expect(played('orders-3').refusals).toEqual([]);
    expect(played().refusals).toEqual([]);
  });
});
