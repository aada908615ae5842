import { playMongodb } from '../../../../test/builders/psmdb.js';
import { OPERATIONS } from './index.js';

const NOBODY = { rs0: { replicas: 0 } };

describe('a stop', () => {
  const played = playMongodb(OPERATIONS.Stop, { type: 'Stop' });
  const asked = { spec: { crVersion: '1.22.0', pause: true } };

  it('is planned as the end of every member', () => {
    expect(played.plan).toMatchObject({
      disruption: 'Downtime',
      steps: ['orders-rs0-0', 'orders-rs0-1', 'orders-rs0-2'].map((target) => ({ name: 'StopMember', target })),
    });
  });

  it('takes the routers down first, and the config servers last', () => {
    const sharded = playMongodb(OPERATIONS.Stop, { type: 'Stop' }, { upstream: { shards: 1 } });
    const targets = sharded.plan.steps.map(({ target }) => target);
    expect([targets[0], targets[2], targets.at(-1)]).toEqual(['orders-mongos-0', 'orders-rs0-0', 'orders-cfg-2']);
  });

  it.each([
    {
      seen: 'nothing yet',
      scene: {},
      says: { state: 'Running', progress: '0/3', message: 'Waits for the operator to be asked to stop the members.' },
    },
    {
      seen: 'a member that goes',
      scene: { upstream: { spec: paused() }, pods: { 'orders-rs0-2': null, 'orders-rs0-1': { going: true } } },
      says: { state: 'Running', progress: '1/3', message: 'Shutting down: orders-rs0-1.' },
    },
    {
      seen: 'no pod, of which the operator has not yet spoken',
      scene: { upstream: { spec: paused(), status: { state: 'stopping' as const } }, sets: NOBODY },
      says: { state: 'Running', message: 'No member is left; the operator has not yet said that all are stopped.' },
    },
    {
      seen: 'a state that is ahead of a pod',
      scene: {
        upstream: { spec: paused(), status: { state: 'paused' as const } },
        sets: { rs0: { replicas: 0, pods: 1 } },
      },
      says: { state: 'Running', progress: '2/3' },
    },
    {
      seen: 'both',
      scene: { upstream: { spec: paused(), status: { state: 'paused' as const } }, sets: NOBODY },
      says: { state: 'Done', progress: '3/3', message: 'All members are stopped; the volumes are kept.' },
    },
  ])('sees $seen', ({ scene, says }) => {
    expect(played.sees(scene)).toMatchObject(says);
  });

  it('is taken back once everybody serves again', () => {
    expect(played.undoneAt({ upstream: { spec: asked.spec } })).toMatchObject({ state: 'Running' });
    expect(played.undoneAt({})).toMatchObject({ state: 'Done' });
  });
});

function paused(): { pause: boolean } {
  return { pause: true };
}

describe('a start', () => {
  const stopped = {
    upstream: { spec: paused(), status: { state: 'paused' as const } },
    sets: NOBODY,
    spec: { powerState: 'Stopped' as const },
  };
  const played = playMongodb(OPERATIONS.Start, { type: 'Start' }, stopped);

  it('is planned by what is asked for, since nobody is there', () => {
    expect(played.plan.steps).toHaveLength(3);
    expect(played.plan.disruption).toBe('None');
  });

  it('waits for every member', () => {
    expect(played.sees(stopped)).toMatchObject({
      state: 'Running',
      message: 'Waits for the operator to be asked to start the members.',
    });
    const starting = {
      upstream: { status: { state: 'initializing' as const } },
      pods: { 'orders-rs0-2': { ready: false } },
    };
    expect(played.sees(starting)).toMatchObject({ state: 'Running', progress: '2/3' });
    expect(played.sees({})).toMatchObject({ state: 'Done', message: 'Every member is ready.' });
  });

  it('is taken back once everybody is stopped again', () => {
    expect(played.undoneAt({})).toMatchObject({ state: 'Running' });
    expect(played.undoneAt(stopped)).toMatchObject({ state: 'Done' });
  });
});
