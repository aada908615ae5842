import { playMongodb } from '../../../../test/builders/psmdb.js';
import { OPERATIONS } from './index.js';

const scalingTo = (replicas: number) => ({ type: 'HorizontalScaling' as const, horizontalScaling: { replicas } });

describe('more members', () => {
  const played = playMongodb(OPERATIONS.HorizontalScaling, scalingTo(5));

  it('have the next numbers', () => {
    expect(played.plan).toMatchObject({
      disruption: 'None',
      restarts: [],
      steps: [
        { name: 'JoinMember', target: 'orders-rs0-3' },
        { name: 'JoinMember', target: 'orders-rs0-4' },
      ],
      warnings: [expect.stringContaining('copy the whole database')],
    });
  });

  it('come to each of the shards', () => {
    const sharded = playMongodb(OPERATIONS.HorizontalScaling, scalingTo(5), { upstream: { shards: 2 } });
    expect(sharded.plan.steps.map(({ target }) => target)).toEqual([
      'orders-rs0-3',
      'orders-rs0-4',
      'orders-rs1-3',
      'orders-rs1-4',
    ]);
  });

  it('take up volumes that were left behind, and that is said', () => {
    const before = { claims: { 'mongod-data-orders-rs0-3': {} } };
    const again = playMongodb(OPERATIONS.HorizontalScaling, scalingTo(5), before);
    expect(again.plan.warnings).toContainEqual(expect.stringContaining('mongod-data-orders-rs0-3'));
  });

  it.each([
    { seen: 'nothing', scene: {}, progress: '0/2' },
    { seen: 'one of them', scene: { upstream: { size: 5 }, sets: { rs0: { replicas: 4 } } }, progress: '1/2' },
    {
      seen: 'one that copies',
      scene: { upstream: { size: 5 }, pods: { 'orders-rs0-4': { ready: false } } },
      progress: '1/2',
    },
    {
      seen: 'all, and an operator that has not seen them',
      scene: { upstream: { size: 5, generation: 2, status: { observedGeneration: 1 } } },
      progress: '2/2',
    },
  ])('are waited for while $seen is seen', ({ scene, progress }) => {
    expect(played.sees(scene)).toMatchObject({ state: 'Running', progress });
  });

  it('serve', () => {
    expect(played.sees({ upstream: { size: 5 } })).toMatchObject({ state: 'Done', message: '5 members serve.' });
  });

  it('go again with their volumes when it is called off', () => {
    const going = { upstream: { size: 3 }, sets: { rs0: { replicas: 3 } }, claims: { 'mongod-data-orders-rs0-3': {} } };
    expect(played.undoneAt(going)).toMatchObject({
      state: 'Running',
      actions: ['delete PersistentVolumeClaim mongod-data-orders-rs0-3'],
    });
    expect(played.undoneAt({})).toMatchObject({ state: 'Done' });
  });
});

describe('fewer members', () => {
  const before = { upstream: { size: 5 }, spec: { clusterSize: 5 } };
  const played = playMongodb(OPERATIONS.HorizontalScaling, scalingTo(3), before);
  const left = { 'mongod-data-orders-rs0-3': {}, 'mongod-data-orders-rs0-4': {} };

  it('are those of the highest numbers, with their volumes', () => {
    expect(played.plan).toMatchObject({
      disruption: 'Rolling',
      steps: [
        { name: 'RemoveMember', target: 'orders-rs0-4' },
        { name: 'RemoveMember', target: 'orders-rs0-3' },
      ],
      warnings: ['The members that go take their volumes with them: orders-rs0-4, orders-rs0-3.'],
    });
  });

  it('keep their volumes while their StatefulSet may bring them back', () => {
    const restarting = {
      upstream: { size: 3 },
      sets: { rs0: { replicas: 5 } },
      pods: { 'orders-rs0-4': null },
      claims: left,
    };
    expect(played.sees(restarting)).toMatchObject({ state: 'Running', actions: [] });
  });

  it('lose them one by one once they are gone', () => {
    const scene = { upstream: { size: 3 }, sets: { rs0: { replicas: 4 } }, claims: left };
    expect(played.sees(scene)).toMatchObject({
      state: 'Running',
      actions: ['delete PersistentVolumeClaim mongod-data-orders-rs0-4'],
    });
  });

  it('are gone', () => {
    expect(played.sees({ upstream: { size: 3 } })).toMatchObject({ state: 'Done', message: '3 members serve.' });
  });

  it('come back as fresh copies when it is called off', () => {
    const claims = { 'mongod-data-orders-rs0-4': { uid: 'new' } };
    expect(played.undoneAt({ upstream: { size: 5 }, claims })).toMatchObject({
      state: 'Done',
      says: 'Copied anew, for they had been removed: mongod-data-orders-rs0-4.',
    });
  });
});

describe('more shards', () => {
  const ask = { type: 'HorizontalScaling' as const, horizontalScaling: { shards: 3 } };
  const before = { upstream: { shards: 2 }, spec: { sharding: { shards: 2 } } };
  const played = playMongodb(OPERATIONS.HorizontalScaling, ask, before);

  it('are planned by their names', () => {
    expect(played.plan).toMatchObject({ disruption: 'None', steps: [{ name: 'AddShard', target: 'rs2' }] });
  });

  it.each([
    { seen: 'two shards', scene: before, says: 'Waits for the operator to be asked for 3 shards.' },
    {
      seen: 'members that start',
      scene: { upstream: { shards: 3, unknown: ['rs2'] }, pods: { 'orders-rs2-1': { ready: false } } },
      says: '8 of 9 members serve.',
    },
    {
      seen: 'a shard that the routers do not know',
      scene: { upstream: { shards: 3, unknown: ['rs2'] } },
      says: 'The routers are to be told of rs2.',
    },
  ])('are waited for while there are $seen', ({ scene, says }) => {
    expect(played.sees(scene)).toMatchObject({ state: 'Running', progress: '0/1', message: says });
  });

  it('hold their part', () => {
    expect(played.sees({ upstream: { shards: 3 } })).toMatchObject({
      state: 'Done',
      message: 'The data is divided over 3 shards.',
    });
  });

  it('are not taken away again', () => {
    expect(played.undoneAt(before)).toMatchObject({ state: 'Impossible' });
  });
});
