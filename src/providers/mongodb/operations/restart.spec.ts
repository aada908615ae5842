import { STARTED_AT } from '../../../../test/builders/operation.js';
import { playMongodb } from '../../../../test/builders/psmdb.js';
import { OPERATIONS } from './index.js';

const MARK = 'dbaas.io/restarted-for';
const marked = { annotations: { [MARK]: STARTED_AT } };
const renewed = (name: string) => ({ uid: `another-${name}`, ...marked });

describe('a restart of everybody', () => {
  const played = playMongodb(OPERATIONS.Restart, { type: 'Restart' });
  const asked = { ...marked, mark: STARTED_AT };

  it('leaves the primary for the last', () => {
    expect(played.plan).toMatchObject({
      disruption: 'Rolling',
      restarts: ['orders-rs0-2', 'orders-rs0-1', 'orders-rs0-0'],
    });
  });

  it('of shards begins with the config servers and ends with the routers', () => {
    const before = { upstream: { shards: 2, primaries: ['orders-rs1-2'] } };
    const { restarts } = playMongodb(OPERATIONS.Restart, { type: 'Restart' }, before).plan;
    expect(restarts).toEqual([
      ...['orders-cfg-2', 'orders-cfg-1', 'orders-cfg-0'],
      ...['orders-rs0-2', 'orders-rs0-1', 'orders-rs0-0'],
      ...['orders-rs1-1', 'orders-rs1-0', 'orders-rs1-2'],
      ...['orders-mongos-1', 'orders-mongos-0'],
    ]);
  });

  it('interrupts the service where there is nobody else', () => {
    expect(playMongodb(OPERATIONS.Restart, { type: 'Restart' }, { upstream: { size: 1 } }).plan.disruption).toBe(
      'Downtime',
    );
  });

  it.each([
    { seen: 'nothing', scene: {}, progress: '0/3', actions: ['patch PerconaServerMongoDB orders'] },
    { seen: 'the mark on the object alone', scene: { upstream: marked }, progress: '0/3', actions: [] },
    { seen: 'everybody as before', scene: { upstream: asked }, progress: '0/3', actions: [] },
    {
      seen: 'one that has been replaced',
      scene: { upstream: asked, sets: { rs0: { revision: 'next' } }, pods: { 'orders-rs0-2': renewed('2') } },
      progress: '1/3',
      actions: [],
    },
  ])('goes on while it sees $seen', ({ scene, progress, actions }) => {
    expect(played.sees(scene)).toMatchObject({ state: 'Running', progress, actions });
  });

  it('is done when every pod carries the mark, whoever is the primary then', () => {
    const pods = Object.fromEntries([0, 1, 2].map((number) => [`orders-rs0-${number}`, renewed(`${number}`)]));
    const scene = { upstream: { ...asked, primaries: ['orders-rs0-1'] }, pods };
    expect(played.sees(scene)).toMatchObject({ state: 'Done', progress: '3/3' });
    expect(played.resultAt(scene)).toEqual({ newPrimary: 'orders-rs0-1' });
  });

  it('takes the mark away when it is called off, and says who has restarted', () => {
    const scene = { upstream: asked, pods: { 'orders-rs0-2': renewed('2') } };
    expect(played.undoneAt(scene)).toMatchObject({ state: 'Running', actions: ['patch PerconaServerMongoDB orders'] });
    expect(played.undoneAt({ pods: { 'orders-rs0-2': { uid: 'another-2' } } })).toMatchObject({
      state: 'Done',
      says: expect.stringContaining('orders-rs0-2'),
    });
  });
});

describe('a restart of some', () => {
  const ask = { type: 'Restart' as const, restart: { members: ['orders-rs0-0', 'orders-rs0-1'] } };
  const played = playMongodb(OPERATIONS.Restart, ask);

  it('is refused for whom there is not', () => {
    const strangers = { type: 'Restart' as const, restart: { members: ['orders-rs0-7'] } };
    expect(playMongodb(OPERATIONS.Restart, strangers).refusals).toEqual([expect.stringContaining('Unsupported value')]);
  });

  it('takes one pod at a time, the primary last', () => {
    expect(played.plan.restarts).toEqual(['orders-rs0-1', 'orders-rs0-0']);
    expect(played.sees({}).actions).toEqual(['delete Pod orders-rs0-1']);
    expect(played.sees({ pods: { 'orders-rs0-1': null } }).actions).toEqual([]);
    expect(played.sees({ pods: { 'orders-rs0-1': { uid: 'new' } } }).actions).toEqual(['delete Pod orders-rs0-0']);
  });

  it('does not take a second one away from those that must agree', () => {
    const verdict = played.sees({ pods: { 'orders-rs0-2': { ready: false } } });
    expect(verdict).toMatchObject({
      actions: [],
      message: 'orders-rs0-1 restarts once the others of its kind are ready, which orders-rs0-2 is not.',
    });
  });

  it('begins with who is down already', () => {
    const before = { pods: { 'orders-rs0-0': { waits: 'CrashLoopBackOff' } } };
    const mending = playMongodb(OPERATIONS.Restart, ask, before);
    expect(mending.sees(before).actions).toEqual(['delete Pod orders-rs0-0']);
  });

  it('is done when both are other pods', () => {
    const pods = { 'orders-rs0-0': { uid: 'new' }, 'orders-rs0-1': { uid: 'new' } };
    expect(played.sees({ pods })).toMatchObject({ state: 'Done', progress: '2/2' });
  });
});
