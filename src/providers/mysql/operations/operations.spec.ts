import { STARTED_AT } from '../../../../test/builders/operation.js';
import { playMysql, pxcImage } from '../../../../test/builders/pxc.js';
import { isSupported } from '../../contract/index.js';
import { OPERATIONS } from './index.js';

const pod = (number: number): string => `orders-pxc-${number}`;
const renewed = (numbers: readonly number[], change: object = {}) =>
  Object.fromEntries(numbers.map((number) => [pod(number), { uid: `another-${number}`, ...change }]));

it('has no primary to hand over, and says who is written to', () => {
  const { Switchover: entry } = OPERATIONS;
  expect(isSupported(entry) ? '' : entry.unsupported).toContain('first member');
});

describe('a restart', () => {
  it('begins with the highest number, and with the proxies ends', () => {
    expect(playMysql(OPERATIONS.Restart, { type: 'Restart' }).plan).toMatchObject({
      disruption: 'Rolling',
      restarts: [pod(2), pod(1), pod(0), 'orders-haproxy-1', 'orders-haproxy-0'],
    });
  });

  it('is done when members and proxies carry the mark', () => {
    const mark = { 'dbaas.io/restarted-for': STARTED_AT };
    const marked = { uid: 'new', annotations: mark };
    const played = playMysql(OPERATIONS.Restart, { type: 'Restart' });
    expect(played.sees({}).actions).toEqual(['patch PerconaXtraDBCluster orders']);
    const members = Object.fromEntries([0, 1, 2].map((number) => [pod(number), marked]));
    const asked = { annotations: mark, mark: STARTED_AT };
    expect(played.sees({ upstream: asked, pods: members })).toMatchObject({ state: 'Running', progress: '3/5' });
    const proxies = { 'orders-haproxy-0': marked, 'orders-haproxy-1': marked };
    expect(played.sees({ upstream: asked, pods: { ...members, ...proxies } })).toMatchObject({ state: 'Done' });
  });
});

describe('a stop', () => {
  it('takes the proxies down before the members', () => {
    const { steps } = playMysql(OPERATIONS.Stop, { type: 'Stop' }).plan;
    expect(steps.map(({ target }) => target)).toEqual(['orders-haproxy-0', 'orders-haproxy-1', pod(0), pod(1), pod(2)]);
  });

  it('ends with the last pod of any kind', () => {
    const played = playMysql(OPERATIONS.Stop, { type: 'Stop' });
    const paused = { spec: { pause: true }, status: { state: 'paused' as const } };
    const sets = { pxc: { replicas: 0 }, haproxy: { replicas: 0 } };
    expect(played.sees({ upstream: paused, sets: { pxc: { replicas: 0 } } })).toMatchObject({ state: 'Running' });
    expect(played.sees({ upstream: paused, sets })).toMatchObject({ state: 'Done', progress: '5/5' });
  });
});

describe('members', () => {
  const scalingTo = (replicas: number) => ({ type: 'HorizontalScaling' as const, horizontalScaling: { replicas } });

  it('join by the next numbers', () => {
    const played = playMysql(OPERATIONS.HorizontalScaling, scalingTo(5));
    expect(played.plan.steps.map(({ target }) => target)).toEqual([pod(3), pod(4)]);
    expect(played.sees({ upstream: { size: 5 }, pods: { [pod(4)]: { ready: false } } })).toMatchObject({
      progress: '1/2',
    });
    expect(played.sees({ upstream: { size: 5 } })).toMatchObject({ state: 'Done', message: '5 members serve.' });
  });

  it('leave with their volumes', () => {
    const before = { upstream: { size: 5 }, spec: { clusterSize: 5 } };
    const played = playMysql(OPERATIONS.HorizontalScaling, scalingTo(3), before);
    const claims = { 'datadir-orders-pxc-3': {}, 'datadir-orders-pxc-4': {} };
    expect(played.sees({ upstream: { size: 3 }, claims })).toMatchObject({
      state: 'Running',
      actions: [
        'delete PersistentVolumeClaim datadir-orders-pxc-4',
        'delete PersistentVolumeClaim datadir-orders-pxc-3',
      ],
    });
  });

  it('are made anew while two others are there to go on', () => {
    const rebuilding = { type: 'RebuildInstance' as const, rebuildInstance: { member: pod(0) } };
    expect(playMysql(OPERATIONS.RebuildInstance, rebuilding).refusals).toEqual([]);
    const down = { pods: { [pod(1)]: { ready: false } } };
    expect(playMysql(OPERATIONS.RebuildInstance, rebuilding, down).refusals).toHaveLength(1);
  });
});

describe('an upgrade', () => {
  const to = (version: string) => ({ type: 'Upgrade' as const, upgrade: { version } });
  const next = pxcImage('8.4.7-7.1');
  const played = playMysql(OPERATIONS.Upgrade, to('8.4'));
  const asked = { upstream: { image: next }, sets: { pxc: { revision: 'next' } } };

  it('says that it is one way, and to the next line what else', () => {
    expect(played.plan.warnings?.[0]).toContain('one way');
    expect(played.plan.warnings).toHaveLength(3);
    const patches = { upstream: { image: pxcImage('8.0.42-33.1') }, told: { version: '8.0.42-33.1' } };
    expect(playMysql(OPERATIONS.Upgrade, to('8.0.44-35.1'), patches).plan.warnings).toHaveLength(1);
  });

  it('replaces the members, and not the proxies', () => {
    expect(played.plan.restarts).toEqual([pod(2), pod(1), pod(0)]);
    expect(played.sees({ ...asked, pods: renewed([0, 1, 2], { image: next }) })).toMatchObject({ state: 'Done' });
  });

  it.each([
    { seen: 'nobody has begun', pods: {}, state: 'Done' },
    {
      seen: 'an image is not there',
      pods: { [pod(2)]: { uid: 'new', image: next, waits: 'ImagePullBackOff', revision: 'next' } },
      state: 'Running',
    },
    {
      seen: 'a member has crashed on it',
      pods: { [pod(2)]: { uid: 'new', image: next, waits: 'CrashLoopBackOff', revision: 'next' } },
      state: 'Impossible',
    },
    { seen: 'a member runs it', pods: renewed([2], { image: next }), state: 'Impossible' },
  ])('leads back while $seen: $state', ({ pods, state }) => {
    expect(played.undoneAt({ pods })).toMatchObject({ state });
  });
});

describe('settings', () => {
  const ask = {
    type: 'Reconfiguring' as const,
    reconfiguring: { set: [{ name: 'max_connections', value: '300' }] },
  };
  const played = playMysql(OPERATIONS.Reconfiguring, ask);

  it('restart every member', () => {
    expect(played.plan.restarts).toEqual([pod(2), pod(1), pod(0)]);
    expect(played.sees({})).toMatchObject({ progress: '0/4' });
    const asked = { upstream: { configuration: '[mysqld]\nmax_connections=300\n' } };
    expect(played.sees({ ...asked, pods: renewed([0, 1, 2]) })).toMatchObject({ state: 'Done' });
  });
});

describe('volumes', () => {
  const ask = { type: 'VolumeExpansion' as const, volumeExpansion: { size: '20Gi' } };

  it('are those of the members, and not of the proxies', () => {
    const played = playMysql(OPERATIONS.VolumeExpansion, ask, { upstream: { proxy: 'proxysql' } });
    expect(played.plan.steps.map(({ target }) => target)).toEqual(
      [0, 1, 2].map((number) => `datadir-orders-pxc-${number}`),
    );
  });

  it('have failed when the operator has put the old size back', () => {
    const played = playMysql(OPERATIONS.VolumeExpansion, ask);
    expect(played.sees({ upstream: { asked: '20Gi' } })).toMatchObject({
      state: 'Failed',
      message: expect.stringContaining('has put 10Gi back'),
    });
  });
});
