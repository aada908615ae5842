import { mongod, playMongodb } from '../../../../test/builders/psmdb.js';
import { SERVICE, STORAGE_CLASS, type UntypedObject } from '../../../kube/meta/index.js';
import { OPERATIONS } from './index.js';

const amounts = (memory: string) => ({ requests: { cpu: '1', memory }, limits: { cpu: '1', memory } });
const renewed = (names: readonly number[], change: object = {}) =>
  Object.fromEntries(names.map((number) => [`orders-rs0-${number}`, { uid: `another-${number}`, ...change }]));

describe('more memory', () => {
  const before = { spec: { resources: { cpu: '1', memory: '2Gi' } }, upstream: { resources: amounts('2Gi') } };
  const ask = { type: 'VerticalScaling' as const, verticalScaling: { resources: { memory: '4Gi' } } };
  const played = playMongodb(OPERATIONS.VerticalScaling, ask, before);
  const asked = { resources: amounts('4Gi') };
  const former = { resources: amounts('2Gi') };

  it('replaces the data members alone', () => {
    const sharded = playMongodb(OPERATIONS.VerticalScaling, ask, { ...before, upstream: { ...former, shards: 1 } });
    expect(sharded.plan.restarts).toEqual(['orders-rs0-2', 'orders-rs0-1', 'orders-rs0-0']);
  });

  it.each([
    {
      seen: 'nothing',
      scene: before,
      progress: '0/3',
      message: 'Waits for the operator to be asked for the new resources.',
    },
    {
      seen: 'pods as before',
      scene: { upstream: asked, sets: { rs0: { seen: false } }, pods: all(former) },
      progress: '0/3',
      message: expect.stringContaining('about to change'),
    },
    {
      seen: 'a pod that finds no place',
      scene: {
        upstream: asked,
        sets: { rs0: { revision: 'next' } },
        pods: {
          ...all({ ...former, revision: 'revision-1' }),
          'orders-rs0-2': { uid: 'new', waits: 'CreateContainerError' },
        },
      },
      progress: '0/3',
      message: expect.stringContaining('orders-rs0-2 is in CreateContainerError'),
    },
  ])('is waited for while there is $seen', ({ scene, progress, message }) => {
    expect(played.sees(scene)).toMatchObject({ state: 'Running', progress, message });
  });

  it('is there', () => {
    expect(played.sees({ upstream: asked, pods: renewed([0, 1, 2]) })).toMatchObject({
      state: 'Done',
      message: 'Every member has 1 CPU and 4Gi of memory.',
    });
  });

  it('is as good as there when a LimitRange has made something else of it', () => {
    const pods = renewed([0, 1, 2], { resources: amounts('3Gi') });
    expect(played.sees({ upstream: asked, pods })).toMatchObject({ state: 'Done' });
  });

  it('leaves no pod that waits for it when it is called off', () => {
    const stuck = {
      upstream: former,
      pods: { ...all(former), 'orders-rs0-2': { uid: 'new', waits: 'CreateContainerError', revision: 'next' } },
    };
    expect(played.undoneAt(stuck)).toMatchObject({ state: 'Running', actions: ['delete Pod orders-rs0-2'] });
    expect(played.undoneAt(before)).toMatchObject({ state: 'Done' });
  });

  function all(change: object): Record<string, object> {
    return Object.fromEntries([0, 1, 2].map((number) => [`orders-rs0-${number}`, change]));
  }
});

describe('larger volumes', () => {
  const ask = { type: 'VolumeExpansion' as const, volumeExpansion: { size: '20Gi' } };
  const classed = (allowVolumeExpansion: boolean): UntypedObject => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    allowVolumeExpansion,
  });
  const others = [[STORAGE_CLASS, classed(true)] as const];
  const played = playMongodb(OPERATIONS.VolumeExpansion, ask, { others });
  const claim = (number: number): string => `mongod-data-orders-rs0-${number}`;
  const each = (change: object) => Object.fromEntries([0, 1, 2].map((number) => [claim(number), change]));

  it('are refused where their class does not allow it, and where there is no such volume', () => {
    expect(played.refusals).toEqual([]);
    const fixed = playMongodb(OPERATIONS.VolumeExpansion, ask, { others: [[STORAGE_CLASS, classed(false)] as const] });
    expect(fixed.refusals).toEqual([expect.stringContaining('does not allow them to grow')]);
    const log = playMongodb(OPERATIONS.VolumeExpansion, { ...ask, volumeExpansion: { walSize: '5Gi' } });
    expect(log.refusals).toEqual([expect.stringContaining('no volume of its own')]);
  });

  it('are those of the shards, and not of the config servers', () => {
    const sharded = playMongodb(OPERATIONS.VolumeExpansion, ask, { others, upstream: { shards: 2 } });
    expect(sharded.plan.steps).toHaveLength(6);
    expect(sharded.plan.steps[5]).toEqual({ name: 'GrowVolume', target: 'mongod-data-orders-rs1-2' });
  });

  it.each([
    { seen: 'nothing', scene: {}, progress: '0/3', message: 'Waits for the operator to be asked for the new size.' },
    {
      seen: 'claims that have been asked',
      scene: { upstream: { storage: '20Gi' }, claims: each({ request: '20Gi', capacity: '10Gi' }) },
      progress: '0/3',
      message: expect.stringContaining('3 of 3 volumes of rs0 are still to grow'),
    },
    {
      seen: 'a StatefulSet that is made anew around them',
      scene: { upstream: { storage: '20Gi' }, claims: each({ request: '20Gi' }), sets: { rs0: null } },
      progress: '3/3',
      message: expect.stringContaining('The pods of rs0 are still to be made'),
    },
  ])('are waited for while there is $seen', ({ scene, progress, message }) => {
    expect(played.sees(scene)).toMatchObject({ state: 'Running', progress, message });
  });

  it('have grown', () => {
    expect(played.sees({ upstream: { storage: '20Gi' }, claims: each({ request: '20Gi' }) })).toMatchObject({
      state: 'Done',
      message: '3 of 3 volumes have grown.',
    });
  });

  const takenBack = { upstream: { storage: '10Gi', asked: '20Gi' } };

  it('have failed when the operator has put the old size back', () => {
    const claims = { [claim(0)]: { error: 'exceeded quota' } };
    expect(played.sees({ ...takenBack, claims })).toMatchObject({
      state: 'Failed',
      message: expect.stringMatching(/has put 10Gi back: .*exceeded quota\. When the cause/),
    });
  });

  it('never lead back: what is asked for only grows, too', () => {
    expect(played.undoableAt(takenBack)).toMatchObject({ state: 'Impossible' });
  });
});

describe('a door to the outside', () => {
  const ask = { type: 'Expose' as const, expose: { type: 'LoadBalancer' as const } };
  const service = (number: number, ip?: string): UntypedObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `orders-rs0-${number}`, namespace: 'team-a' },
    spec: { type: 'LoadBalancer', ports: [{ name: 'mongodb', port: 27017 }] },
    status: { loadBalancer: ip === undefined ? {} : { ingress: [{ ip }] } },
  });
  const doors = (...ips: (string | undefined)[]) => ips.map((ip, number) => [SERVICE, service(number, ip)] as const);
  const opened = { exposed: { enabled: true, type: 'LoadBalancer' as const } };
  const played = playMongodb(OPERATIONS.Expose, ask);

  it.each([
    { seen: 'nothing', scene: {}, state: 'Running', message: 'Waits for the operator to be asked for it.' },
    {
      seen: 'an address for some of the members',
      scene: { upstream: opened, others: doors('192.0.2.1', undefined, '192.0.2.3') },
      state: 'Running',
      message: expect.stringContaining('2 of 3 Services have an address'),
    },
    {
      seen: 'one for each',
      scene: { upstream: opened, others: doors('192.0.2.1', '192.0.2.2', '192.0.2.3') },
      state: 'Done',
      message: 'Clients from outside come in at 192.0.2.1:27017.',
    },
  ])('is open when there is $seen: $state', ({ scene, state, message }) => {
    expect(played.sees(scene)).toMatchObject({ state, message });
  });

  it('is closed when nothing leads in', () => {
    const before = {
      upstream: opened,
      spec: { expose: { type: 'LoadBalancer' as const } },
      others: doors('1', '2', '3'),
    };
    const closing = playMongodb(OPERATIONS.Expose, { type: 'Expose', expose: { type: 'ClusterIP' } }, before);
    expect(closing.plan.warnings).toEqual([expect.stringContaining('lose the present address')]);
    expect(closing.sees(before)).toMatchObject({ state: 'Running' });
    expect(closing.sees({})).toMatchObject({ state: 'Done' });
    expect(closing.undoneAt({})).toMatchObject({ state: 'Running' });
    expect(closing.undoneAt(before)).toMatchObject({ state: 'Done' });
  });
});

describe('another release', () => {
  const to = (version: string) => ({ type: 'Upgrade' as const, upgrade: { version } });
  const pods = (image: string, numbers: readonly number[], change: object = {}) =>
    renewed(numbers, { image, ...change });

  it.each([
    { of: 'patches', version: '7.0.30-16', running: '7.0.28-14', warned: 0 },
    { of: 'the next line', version: '8.0.19-7', running: '7.0.30-16', warned: 1 },
  ])('of $of is told for what it is', ({ version, running, warned }) => {
    const before = { upstream: { image: mongod(running) }, told: { version: running } };
    expect(playMongodb(OPERATIONS.Upgrade, to(version), before).plan).toMatchObject({ disruption: 'Rolling' });
    expect(playMongodb(OPERATIONS.Upgrade, to(version), before).plan.warnings).toHaveLength(warned);
  });

  it('says when the operator begins to behave otherwise with it, and that this stays', () => {
    const older = { upstream: { spec: { crVersion: '1.21.0' } } };
    const raised = playMongodb(OPERATIONS.Upgrade, to('8.0'), older);
    expect(raised.plan.warnings).toContainEqual(expect.stringContaining('as its release 1.22.0 does'));
    expect(raised.undoneAt(older).says).toBeUndefined();
    expect(raised.undoneAt({}).says).toContain('crVersion stays 1.22.0');
  });

  const played = playMongodb(OPERATIONS.Upgrade, to('8.0'));
  const next = mongod('8.0.19-7');
  const asked = { upstream: { image: next }, sets: { rs0: { revision: 'next' } } };
  const former = { image: mongod('7.0.30-16'), revision: 'revision-1' };

  it.each([
    {
      seen: 'nothing',
      scene: {},
      progress: '0/3',
      message: 'Waits for the operator to be asked for version 8.0.19-7.',
    },
    {
      seen: 'one of three',
      scene: { ...asked, pods: { ...pods(next, [2]), 'orders-rs0-0': former, 'orders-rs0-1': former } },
      progress: '1/3',
      message: expect.stringContaining('1 of 3 pods of rs0'),
    },
  ])('is waited for while there is $seen', ({ scene, progress, message }) => {
    expect(played.sees(scene)).toMatchObject({ state: 'Running', progress, message });
  });

  it('runs everywhere, and the operator has more to do', () => {
    const atWork = { ...asked.upstream, status: { state: 'initializing' as const } };
    const verdict = played.sees({ ...asked, upstream: atWork, pods: pods(next, [0, 1, 2]) });
    expect(verdict).toMatchObject({ state: 'Running', progress: '3/3' });
  });

  it('runs everywhere', () => {
    const scene = { ...asked, pods: pods(next, [0, 1, 2]) };
    expect(played.sees(scene)).toMatchObject({ state: 'Done', message: 'Every member runs 8.0.19-7.' });
    expect(played.resultAt(scene)).toEqual({ version: '8.0.19-7' });
  });

  it('leads back until it runs everywhere, and no image that is not there stands in the way', () => {
    const stuck = { 'orders-rs0-2': { uid: 'new', image: next, waits: 'ImagePullBackOff', revision: 'next' } };
    expect(played.undoneAt({ pods: stuck })).toMatchObject({ state: 'Running', actions: ['delete Pod orders-rs0-2'] });
    expect(played.undoneAt({})).toMatchObject({ state: 'Done' });
    expect(played.undoableAt({ ...asked, pods: pods(next, [0, 1, 2]) })).toMatchObject({ state: 'Impossible' });
  });
});

describe('other settings', () => {
  const setting = { name: 'net.maxIncomingConnections', value: '2000' };
  const ask = { type: 'Reconfiguring' as const, reconfiguring: { set: [setting] } };
  const played = playMongodb(OPERATIONS.Reconfiguring, ask);
  const asked = { upstream: { configuration: 'net:\n  maxIncomingConnections: 2000\n' } };
  const rolled = { sets: { rs0: { revision: 'next' } } };

  it('restart every data member', () => {
    expect(played.plan).toMatchObject({
      disruption: 'Rolling',
      restarts: ['orders-rs0-2', 'orders-rs0-1', 'orders-rs0-0'],
    });
  });

  it('that nobody knows are warned of', () => {
    const strange = { ...ask, reconfiguring: { set: [{ name: 'net.maxInComing', value: '1' }] } };
    expect(playMongodb(OPERATIONS.Reconfiguring, strange).plan.warnings).toEqual([
      expect.stringContaining('does not know net.maxInComing'),
    ]);
  });

  it('are waited for', () => {
    expect(played.sees({})).toMatchObject({
      progress: '0/4',
      message: 'Waits for the operator to be asked for the new settings.',
    });
    const crash = { ...asked, ...rolled, pods: { 'orders-rs0-2': { uid: 'new', waits: 'CrashLoopBackOff' } } };
    expect(played.sees(crash)).toMatchObject({
      state: 'Running',
      progress: '1/4',
      message: expect.stringContaining('orders-rs0-2 is in CrashLoopBackOff'),
      actions: [],
    });
  });

  it('are in force', () => {
    expect(played.sees({ ...asked, pods: renewed([0, 1, 2]) })).toMatchObject({
      state: 'Done',
      message: 'In force: net.maxIncomingConnections.',
    });
  });

  it('take the member that crashed back with them', () => {
    const crashed = { 'orders-rs0-2': { uid: 'new', waits: 'CrashLoopBackOff', revision: 'next' } };
    expect(played.undoneAt({ pods: crashed })).toMatchObject({
      state: 'Running',
      actions: ['delete Pod orders-rs0-2'],
    });
    expect(played.undoneAt({ ...rolled, pods: crashed }).actions).toEqual([]);
    expect(played.undoneAt({})).toMatchObject({ state: 'Done' });
  });

  it('that the operator refuses have failed, unless it refused before', () => {
    const refused = { status: { state: 'error' as const, message: 'Error: wrong psmdb options: volumeSpec' } };
    expect(played.sees({ upstream: { ...asked.upstream, ...refused } })).toMatchObject({
      state: 'Failed',
      message: 'The operator refuses the definition: Error: wrong psmdb options: volumeSpec',
    });
    const mending = playMongodb(OPERATIONS.Reconfiguring, ask, { upstream: refused });
    expect(mending.sees({ upstream: refused })).toMatchObject({ state: 'Running' });
  });
});
