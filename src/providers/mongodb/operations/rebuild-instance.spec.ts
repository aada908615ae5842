import { playMongodb } from '../../../../test/builders/psmdb.js';
import { OPERATIONS } from './index.js';

const rebuilding = (member: string) => ({ type: 'RebuildInstance' as const, rebuildInstance: { member } });
const CLAIM = 'mongod-data-orders-rs0-2';

it.each([
  { who: 'whom there is not', member: 'orders-rs0-7', before: {}, says: 'Unsupported value' },
  { who: 'a router', member: 'orders-mongos-0', before: { upstream: { shards: 1 } }, says: 'holds no data' },
  { who: 'the primary', member: 'orders-rs0-0', before: {}, says: 'is the primary' },
  {
    who: 'the only one',
    member: 'orders-rs0-0',
    before: { upstream: { size: 1 } },
    says: 'is the only one',
  },
  {
    who: 'one of two that are left',
    member: 'orders-rs0-2',
    before: { pods: { 'orders-rs0-1': { ready: false } } },
    says: '1 of the others are ready, and 2 are needed',
  },
  {
    who: 'anybody while there is no primary',
    member: 'orders-rs0-2',
    before: { upstream: { status: { replsets: {} } } },
    says: 'the primary does not serve',
  },
])('nobody makes $who anew', ({ member, before, says }) => {
  expect(playMongodb(OPERATIONS.RebuildInstance, rebuilding(member), before).refusals).toEqual([
    expect.stringContaining(says),
  ]);
});

describe('a member made anew', () => {
  const played = playMongodb(OPERATIONS.RebuildInstance, rebuilding('orders-rs0-2'));

  it('is allowed while a majority holds the data', () => {
    expect(played.refusals).toEqual([]);
    expect(played.plan).toMatchObject({ restarts: ['orders-rs0-2'], disruption: 'Rolling' });
  });

  it.each([
    { seen: 'the old copy', scene: {}, progress: '0/2', actions: [`delete PersistentVolumeClaim ${CLAIM}`] },
    {
      seen: 'a claim that waits for its pod',
      scene: { claims: { [CLAIM]: { going: true } } },
      progress: '0/2',
      actions: ['delete Pod orders-rs0-2'],
    },
    {
      seen: 'a pod that goes',
      scene: { claims: { [CLAIM]: { going: true } }, pods: { 'orders-rs0-2': { going: true } } },
      progress: '0/2',
      actions: [],
    },
    {
      seen: 'another pod that copies',
      scene: { claims: { [CLAIM]: { uid: 'new' } }, pods: { 'orders-rs0-2': { uid: 'new', ready: false } } },
      progress: '1/2',
      actions: [],
    },
  ])('goes on from $seen', ({ scene, progress, actions }) => {
    expect(played.sees(scene)).toMatchObject({ state: 'Running', progress, actions });
  });

  it('is ready', () => {
    const scene = { claims: { [CLAIM]: { uid: 'new' } }, pods: { 'orders-rs0-2': { uid: 'new' } } };
    expect(played.sees(scene)).toMatchObject({ state: 'Done', progress: '2/2' });
  });

  it('can be called off until its volume goes', () => {
    expect(played.undoneAt({})).toMatchObject({ state: 'Done' });
    expect(played.undoneAt({ claims: { [CLAIM]: { going: true } } })).toMatchObject({ state: 'Impossible' });
  });
});
