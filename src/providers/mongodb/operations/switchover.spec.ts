import { playMongodb } from '../../../../test/builders/psmdb.js';
import { OPERATIONS } from './index.js';

const to = (candidate?: string) => ({ type: 'Switchover' as const, ...(candidate && { switchover: { candidate } }) });
const PREFERS = { 'dbaas.io/preferred-primary': 'orders-rs0-1' };

describe('another primary', () => {
  const played = playMongodb(OPERATIONS.Switchover, to());

  it('is the first replica, where nobody is named', () => {
    expect(played.plan).toMatchObject({
      disruption: 'Failover',
      restarts: [],
      steps: [{ name: 'Promote', target: 'orders-rs0-1' }, { name: 'LevelPriorities' }],
    });
  });

  it.each([
    { who: 'the primary itself', candidate: 'orders-rs0-0', before: {}, says: 'is the primary already' },
    {
      who: 'a stranger',
      candidate: 'orders-rs9-0',
      before: { upstream: { shards: 2 }, pods: downTo('orders-rs1-2') },
      says: 'supported values: "orders-rs0-1", "orders-rs0-2", "orders-rs1-1"',
    },
    {
      who: 'a replica that does not serve',
      candidate: 'orders-rs0-1',
      before: { pods: { 'orders-rs0-1': { ready: false } } },
      says: 'is not a ready replica',
    },
    { who: 'a config server', candidate: 'orders-cfg-1', before: { upstream: { shards: 2 } }, says: 'holds no data' },
    {
      who: 'nobody, of several shards',
      candidate: undefined,
      before: { upstream: { shards: 2 } },
      says: 'name a member',
    },
    {
      who: 'nobody, of one member',
      candidate: undefined,
      before: { upstream: { size: 1 } },
      says: 'needs a second member',
    },
    {
      who: 'one of two that must not lose the other',
      candidate: 'orders-rs0-1',
      before: { upstream: { size: 5 }, pods: downTo('orders-rs0-2', 'orders-rs0-3', 'orders-rs0-4') },
      says: 'most members of its replica set are not ready',
    },
  ])('is not to be $who', ({ candidate, before, says }) => {
    const { refusals } = playMongodb(OPERATIONS.Switchover, to(candidate), before);
    expect(refusals).toEqual([expect.stringContaining(says)]);
  });

  it.each([
    {
      seen: 'equal members',
      upstream: {},
      state: 'Running',
      progress: '0/2',
      actions: ['patch PerconaServerMongoDB orders'],
    },
    {
      seen: 'a preference that is written',
      upstream: { annotations: PREFERS },
      state: 'Running',
      progress: '0/2',
      actions: [],
    },
    {
      seen: 'the election',
      upstream: { annotations: PREFERS, preferred: 'orders-rs0-1', primaries: ['orders-rs0-1'] },
      state: 'Running',
      progress: '1/2',
      actions: ['patch PerconaServerMongoDB orders'],
    },
    {
      seen: 'a preference that the operator still has',
      upstream: { preferred: 'orders-rs0-1', primaries: ['orders-rs0-1'] },
      state: 'Running',
      progress: '1/2',
      actions: [],
    },
    {
      seen: 'equal members under another primary',
      upstream: { primaries: ['orders-rs0-1'] },
      state: 'Done',
      progress: '2/2',
      actions: [],
    },
  ])('goes on from $seen', ({ upstream, state, progress, actions }) => {
    expect(played.sees({ upstream })).toMatchObject({ state, progress, actions });
  });

  it('is told in the result', () => {
    expect(played.resultAt({ upstream: { primaries: ['orders-rs0-1'] } })).toEqual({ newPrimary: 'orders-rs0-1' });
  });

  it('is preferred no more when it is called off', () => {
    expect(played.undoneAt({ upstream: { annotations: PREFERS } })).toMatchObject({
      state: 'Running',
      actions: ['patch PerconaServerMongoDB orders'],
    });
    expect(played.undoneAt({})).toEqual({ state: 'Done', says: undefined, actions: [] });
  });
});

function downTo(...names: string[]): Record<string, { ready: boolean }> {
  return Object.fromEntries(names.map((name) => [name, { ready: false }]));
}
