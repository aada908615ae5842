import {
  aMemberJob,
  aMemberPod,
  aVolumeClaim,
  FAILED_FOR_GOOD,
  memberNames,
  memberPods,
  waitingFor,
} from '../../../../test/builders/cnpg.js';
import { imageOf } from '../../../../test/builders/database-engine.js';
import { PlayedOperation, type Scene, type Sight } from '../../../../test/builders/operation.js';
import { MAJOR_UPGRADE } from '../status/upstream-phases.js';
import { upgrade } from './upgrade.js';

const claims = memberNames(3).map((name) => aVolumeClaim(name));
const before: Scene = { intent: { version: '17' }, claims };

const played = (version: string, scene = before): PlayedOperation =>
  new PlayedOperation(upgrade, { type: 'Upgrade', upgrade: { version } }, scene);

const on = (version: string, name: string, changes: Parameters<typeof aMemberPod>[1] = {}) =>
  aMemberPod(name, { uid: `${version}-${name}`, version, ...changes });

describe('an upgrade within a major', () => {
  const operation = played('17.7');
  const asked = (status = {}): Scene['upstream'] => ({ spec: { imageName: imageOf('17.7') }, status });
  const seenBy = (status = {}): Scene['upstream'] => asked({ image: imageOf('17.7'), ...status });

  it('replaces one member after the other', () => {
    expect(operation.plan).toMatchObject({
      disruption: 'Rolling',
      restarts: ['orders-2', 'orders-3', 'orders-1'],
      warnings: [],
    });
  });

  it.each<Sight>([
    {
      seen: 'the operator was not asked',
      scene: before,
      state: 'Running',
      message: 'Waits for the operator to be asked for version 17.7.',
    },
    { seen: 'the operator was asked and has not noticed', scene: { upstream: asked() }, state: 'Running' },
    {
      seen: 'the image cannot be pulled',
      scene: {
        upstream: seenBy({ phase: 'Waiting for the instances to become active' }),
        pods: [
          aMemberPod('orders-1'),
          on('17.7', 'orders-2', { ready: false, status: waitingFor('ImagePullBackOff') }),
          aMemberPod('orders-3'),
        ],
      },
      state: 'Running',
      message: expect.stringContaining('orders-2 is in ImagePullBackOff'),
    },
    {
      seen: 'one runs the old image while the phase says healthy',
      scene: { upstream: seenBy(), pods: [aMemberPod('orders-1'), on('17.7', 'orders-2'), on('17.7', 'orders-3')] },
      state: 'Running',
      progress: '2/4',
    },
    {
      seen: 'everybody runs it',
      scene: { upstream: seenBy(), pods: memberNames(3).map((name) => on('17.7', name)) },
      state: 'Done',
      message: 'Every member runs 17.7.',
    },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('tells the version that runs', () => {
    const scene = { upstream: seenBy(), pods: memberNames(3).map((name) => on('17.7', name)) };
    expect(operation.resultAt(scene)).toEqual({ version: '17.7' });
  });

  it('is taken back: a pod that is stuck with the unwanted image is deleted, for the operator would wait', () => {
    const stuck = on('17.7', 'orders-2', { ready: false, status: waitingFor('ImagePullBackOff') });
    const pods = [aMemberPod('orders-1'), stuck, aMemberPod('orders-3')];
    expect(operation.undoneAt({ upstream: seenBy(), pods })).toMatchObject({ state: 'Running', actions: [] });
    expect(operation.undoneAt({ pods })).toMatchObject({ state: 'Running', actions: ['delete Pod orders-2'] });
    expect(operation.undoneAt({ pods: memberPods() })).toEqual({ state: 'Done', says: undefined, actions: [] });
  });
});

describe('an upgrade to the next major', () => {
  const operation = played('18');
  const NEW = { image: imageOf('18.4'), majorVersion: 18 };
  const asked = (status = {}): Scene['upstream'] => ({
    spec: { imageName: NEW.image },
    status: { image: NEW.image, phase: MAJOR_UPGRADE, ...status },
  });
  const moving = asked({ targetPgDataImageInfo: NEW });
  const moved = { pgDataImageInfo: NEW };

  it('warns that nobody is served and that it cannot be taken back', () => {
    expect(operation.plan).toMatchObject({
      disruption: 'Downtime',
      steps: [
        { name: 'StopMembers' },
        { name: 'UpgradeData' },
        { name: 'StartMember', target: 'orders-1' },
        { name: 'CloneMember', target: 'orders-2' },
        { name: 'CloneMember', target: 'orders-3' },
      ],
      warnings: [
        expect.stringContaining('Nobody is served'),
        expect.anything(),
        expect.stringContaining('cannot be taken back'),
      ],
    });
  });

  it('says that no restore to a moment crosses it, where there are backups', () => {
    const intent = { ...before.intent, backup: { storageRef: { name: 'main' } } };
    const { warnings } = played('18', { ...before, intent }).plan;
    expect(warnings).toContainEqual(expect.stringContaining('No restore to a moment crosses it'));
  });

  it.each<Sight>([
    { seen: 'the operator was not asked', scene: before, state: 'Running', progress: '0/5' },
    {
      seen: 'it has been announced',
      scene: { upstream: moving, claims },
      state: 'Running',
      steps: expect.arrayContaining(['StopMembers: Running']),
    },
    {
      seen: 'everybody is down',
      scene: { upstream: moving, claims, pods: [] },
      state: 'Running',
      steps: expect.arrayContaining(['StopMembers: Done', 'UpgradeData: Running']),
    },
    {
      seen: 'the job has failed, and the phase still says that it runs',
      scene: { upstream: moving, claims, pods: [], jobs: [aMemberJob('orders-1', 'major-upgrade', FAILED_FOR_GOOD)] },
      state: 'Failed',
      message: expect.stringContaining('orders-1-major-upgrade'),
      steps: expect.arrayContaining(['UpgradeData: Failed', 'CloneMember orders-2: Skipped']),
    },
    {
      seen: 'the primary is back',
      scene: {
        upstream: asked({ ...moved, phase: 'Creating a new replica' }),
        claims: claims.slice(0, 1),
        pods: [on('18.4', 'orders-1')],
      },
      state: 'Running',
      progress: '3/5',
    },
    {
      seen: 'everybody is back, one of them on the old volume',
      scene: {
        upstream: { spec: { imageName: NEW.image }, status: { image: NEW.image, ...moved } },
        claims: [aVolumeClaim('orders-1'), aVolumeClaim('orders-2', { uid: 'new' }), aVolumeClaim('orders-3')],
        pods: memberNames(3).map((name) => on('18.4', name)),
      },
      state: 'Running',
      progress: '4/5',
    },
    {
      seen: 'everybody is back, the replicas from new copies',
      scene: {
        upstream: { spec: { imageName: NEW.image }, status: { image: NEW.image, ...moved } },
        claims: [
          aVolumeClaim('orders-1'),
          aVolumeClaim('orders-2', { uid: 'new' }),
          aVolumeClaim('orders-3', { uid: 'new' }),
        ],
        pods: memberNames(3).map((name) => on('18.4', name)),
      },
      state: 'Done',
      message: 'Every member runs 18.4.',
    },
  ])('sees that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('is taken back until the data has been moved, and never after', () => {
    expect(operation.undoneAt({ upstream: moving, claims, pods: [] }).state).toBe('Running');
    expect(operation.undoneAt(before).state).toBe('Done');
    expect(operation.undoneAt({ upstream: asked(moved), claims }).state).toBe('Impossible');
  });
});
