import { aMemberPod, anOperatorObject, aVolumeClaim, memberNames, memberPods } from '../../../../test/builders/cnpg.js';
import { PlayedOperation, STARTED_AT, type Scene, type Sight } from '../../../../test/builders/operation.js';
import { STORAGE_CLASS, type UntypedObject } from '../../../kube/meta/index.js';
import { DISK_FULL } from '../status/upstream-phases.js';
import { volumeExpansion } from './volume-expansion.js';

type Claim = Parameters<typeof aVolumeClaim>[1];

const claims = (changes: Claim = {}): UntypedObject[] => memberNames(3).map((name) => aVolumeClaim(name, changes));
const aClass = (allowVolumeExpansion?: boolean): Scene['others'] => [
  [STORAGE_CLASS, { ...anOperatorObject('StorageClass', 'fast'), allowVolumeExpansion }],
];
const before: Scene = { claims: claims(), others: aClass(true) };
const ASKED = { spec: { storage: { size: '20Gi' } } };
const FULL = { ...ASKED, status: { phase: DISK_FULL, readyInstances: 0 } };
const down = memberNames(3).map((name) => aMemberPod(name, { ready: false }));

const played = (volumes: { size?: string; walSize?: string } = { size: '20Gi' }, scene = before): PlayedOperation =>
  new PlayedOperation(volumeExpansion, { type: 'VolumeExpansion', volumeExpansion: volumes }, scene);

describe('larger volumes', () => {
  const operation = played();

  it('disturb nobody and cannot be taken back', () => {
    expect(operation.plan).toMatchObject({
      disruption: 'None',
      restarts: [],
      steps: [{ name: 'GrowVolume', target: 'orders-2' }, { target: 'orders-3' }, { target: 'orders-1' }],
    });
    expect(operation.undoneAt(before)).toMatchObject({ state: 'Impossible' });
  });

  it.each<Sight>([
    {
      seen: 'the operator was not asked',
      scene: before,
      state: 'Running',
      message: 'Waits for the operator to be asked for the new size.',
    },
    {
      seen: 'the operator was asked and no claim was, which is all that a refusal shows',
      scene: { ...before, upstream: ASKED },
      state: 'Running',
      message: expect.stringContaining('claim orders-2 has not been asked to grow yet'),
      actions: [],
    },
    {
      seen: 'claims are asked and have not grown',
      scene: { upstream: ASKED, claims: claims({ request: '20Gi', capacity: '10Gi' }) },
      state: 'Running',
      progress: '0/3',
      message: 'Volume orders-2 has 10Gi and grows to 20Gi.',
    },
    {
      seen: 'one has grown',
      scene: {
        upstream: ASKED,
        claims: [
          aVolumeClaim('orders-1', { request: '20Gi' }),
          ...claims({ request: '20Gi', capacity: '10Gi' }).slice(1),
        ],
      },
      state: 'Running',
      progress: '1/3',
    },
    {
      seen: 'all have grown, to more than was asked for',
      scene: { upstream: ASKED, claims: claims({ request: '20Gi', capacity: '21Gi' }) },
      state: 'Done',
      progress: '3/3',
    },
  ])('see that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });

  it('count in the volumes that were asked for only', () => {
    const logs = memberNames(3).map((name) => aVolumeClaim(name, { role: 'PG_WAL', request: '2Gi' }));
    const intent = { storage: { size: '10Gi', wal: { size: '2Gi' } } };
    const scene: Scene = { ...before, intent, claims: [...claims(), ...logs] };
    expect(played({ walSize: '4Gi' }, scene).plan.steps.map(({ target }) => target)).toEqual([
      'orders-2-wal',
      'orders-3-wal',
      'orders-1-wal',
    ]);
    expect(played({ walSize: '4Gi' }, scene).refusals).toEqual([]);
  });
});

describe('volumes on a disk that is full', () => {
  const operation = played({ size: '20Gi' }, { ...before, upstream: { status: FULL.status }, pods: down });

  it.each<Sight>([
    {
      seen: 'the operator looks no further, so the claims are asked directly',
      scene: { upstream: FULL, pods: down, claims: claims() },
      actions: [
        'patch PersistentVolumeClaim orders-2',
        'patch PersistentVolumeClaim orders-3',
        'patch PersistentVolumeClaim orders-1',
      ],
    },
    {
      seen: 'nothing is asked of them before the Cluster says the same',
      scene: { upstream: { status: FULL.status }, pods: down, claims: claims() },
      actions: [],
    },
    {
      seen: 'they were asked already',
      scene: { upstream: FULL, pods: down, claims: claims({ request: '20Gi', capacity: '10Gi' }) },
      actions: [],
    },
    {
      seen: 'they have grown and the database is not back',
      scene: { upstream: ASKED, pods: down, claims: claims({ request: '20Gi' }) },
      state: 'Running',
      progress: '3/3',
    },
    { seen: 'the database is back', scene: { upstream: ASKED, claims: claims({ request: '20Gi' }) }, state: 'Done' },
  ])('see that $seen', ({ seen: _seen, scene, ...expected }) => {
    expect(operation.sees(scene)).toMatchObject(expected);
  });
});

describe('file systems that grow only when they are mounted anew', () => {
  const began = Date.parse(STARTED_AT);
  const conditions = [{ type: 'FileSystemResizePending', status: 'True', lastTransitionTime: STARTED_AT }];
  const pending = claims({ request: '20Gi', capacity: '10Gi', conditions });
  const at = (minutes: number, scene: Scene = {}): Scene => ({
    upstream: ASKED,
    claims: pending,
    nowMs: began + minutes * 60_000,
    ...scene,
  });
  const back = (name: string) => aMemberPod(name, { uid: `new-${name}` });

  it.each<Sight>([
    { seen: 'most nodes do it by themselves in the first minutes', scene: at(1), actions: [] },
    { seen: 'a replica must restart', scene: at(4), actions: ['delete Pod orders-2'] },
    { seen: 'it is on its way', scene: at(5, { pods: [aMemberPod('orders-1'), aMemberPod('orders-3')] }), actions: [] },
    {
      seen: 'it is back, and the next must',
      scene: at(6, { pods: [aMemberPod('orders-1'), back('orders-2'), aMemberPod('orders-3')] }),
      actions: ['delete Pod orders-3'],
    },
    {
      seen: 'the primary is last',
      scene: at(8, { pods: [aMemberPod('orders-1'), back('orders-2'), back('orders-3')] }),
      actions: ['delete Pod orders-1'],
    },
    {
      seen: 'nobody restarts twice',
      scene: at(9, { pods: [back('orders-1'), back('orders-2'), back('orders-3')] }),
      actions: [],
    },
  ])('$seen', ({ seen: _seen, scene, ...expected }) => {
    expect(played().sees(scene)).toMatchObject(expected);
  });
});

describe('a refusal', () => {
  it.each([
    {
      why: 'the class does not allow it',
      volumes: { size: '20Gi' },
      scene: { ...before, others: aClass(false) },
      field: 'size',
    },
    {
      why: 'the class does not say so',
      volumes: { size: '20Gi' },
      scene: { ...before, others: aClass() },
      field: 'size',
    },
    { why: 'the class is gone', volumes: { size: '20Gi' }, scene: { claims: claims() }, field: 'size' },
    { why: 'there is no volume for the log', volumes: { walSize: '4Gi' }, scene: before, field: 'walSize' },
  ])('says that $why', ({ volumes, scene, field }) => {
    expect(played(volumes, scene).refusals).toEqual([expect.stringContaining(`spec.volumeExpansion.${field}`)]);
  });

  it('does not come where the class allows it', () => {
    expect(played().refusals).toEqual([]);
    expect(played({ size: '20Gi' }, { ...before, pods: memberPods() }).refusals).toEqual([]);
  });
});
