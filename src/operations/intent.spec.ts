import { aDatabaseCluster } from '../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../test/builders/database-engine.js';
import { OPERATION_TYPES, type OpsRequestSpec } from '../resources/ops-request/index.js';
import { changesIntent, intentOf, withFields } from './intent.js';
import { changesOf } from './plan.js';

const CLUSTER = aDatabaseCluster({
  resources: { cpu: '1', memory: '2Gi' },
  config: [
    { name: 'max_connections', value: '200' },
    { name: 'work_mem', value: '4MB' },
  ],
});

const ask = (spec: Partial<OpsRequestSpec>): OpsRequestSpec =>
  ({ clusterRef: { name: 'orders' }, ...spec }) as OpsRequestSpec;

it.each<{ asks: string; spec: Partial<OpsRequestSpec>; changes: object[] }>([
  {
    asks: 'more members',
    spec: { type: 'HorizontalScaling', horizontalScaling: { replicas: 5 } },
    changes: [{ path: '/spec/clusterSize', previous: 3, applied: 5 }],
  },
  {
    asks: 'the first shards',
    spec: { type: 'HorizontalScaling', horizontalScaling: { shards: 2 } },
    changes: [{ path: '/spec/sharding/shards', applied: 2 }],
  },
  {
    asks: 'memory alone',
    spec: { type: 'VerticalScaling', verticalScaling: { resources: { memory: '4Gi' } } },
    changes: [{ path: '/spec/resources/memory', previous: '2Gi', applied: '4Gi' }],
  },
  {
    asks: 'the same amount in other words',
    spec: { type: 'VerticalScaling', verticalScaling: { resources: { memory: '2048Mi', cpu: '1000m' } } },
    changes: [],
  },
  {
    asks: 'larger volumes',
    spec: { type: 'VolumeExpansion', volumeExpansion: { size: '20Gi', walSize: '2Gi' } },
    changes: [
      { path: '/spec/storage/size', previous: '10Gi', applied: '20Gi' },
      { path: '/spec/storage/wal/size', applied: '2Gi' },
    ],
  },
  {
    asks: 'other settings, in the order that stands',
    spec: {
      type: 'Reconfiguring',
      reconfiguring: {
        set: [
          { name: 'jit', value: 'off' },
          { name: 'work_mem', value: '16MB' },
        ],
        unset: ['max_connections'],
      },
    },
    changes: [
      {
        path: '/spec/config',
        applied: [
          { name: 'work_mem', value: '16MB' },
          { name: 'jit', value: 'off' },
        ],
      },
    ],
  },
  {
    asks: 'a line: exactly what it means now',
    spec: { type: 'Upgrade', upgrade: { version: '17' } },
    changes: [{ path: '/spec/version', previous: '17', applied: '17.6' }],
  },
  { asks: 'a stop', spec: { type: 'Stop' }, changes: [{ path: '/spec/powerState', applied: 'Stopped' }] },
  {
    asks: 'a door, whole',
    spec: { type: 'Expose', expose: { type: 'NodePort' } },
    changes: [{ path: '/spec/expose', applied: { type: 'NodePort' } }],
  },
])('a request for $asks changes these fields', ({ spec, changes }) => {
  expect(changesOf(intentOf(ask(spec), CLUSTER, aDatabaseEngine())!)).toMatchObject(changes);
});

it.each([
  { asks: 'what runs, exactly', version: '17.6', spec: '17.6', running: '17.6', changes: [] },
  { asks: 'what runs, of the line that is asked for', version: '17.6', spec: '17', running: '17.6', changes: [] },
  { asks: 'what runs, where nothing is asked for', version: '17.6', spec: undefined, running: '17.6', changes: [] },
  { asks: 'the line of what runs', version: '17', spec: '17', running: '17.6', changes: [] },
  { asks: 'what still runs', version: '17.6', spec: '17.7', running: '17.6', changes: ['17.6'] },
  { asks: 'what is asked for and does not run yet', version: '17.7', spec: '17.7', running: '17.6', changes: [] },
  { asks: 'another one', version: '17.7', spec: '17', running: '17.6', changes: ['17.7'] },
  { asks: 'what the line recommends by now', version: '17', spec: '17', running: '17.5', changes: ['17.6'] },
])('an Upgrade to $asks: $version changes $changes', ({ version, spec, running, changes }) => {
  const cluster = { ...CLUSTER, spec: { ...CLUSTER.spec, version: spec }, status: { version: running } };
  const intent = intentOf(ask({ type: 'Upgrade', upgrade: { version } }), cluster, aDatabaseEngine())!;
  expect(changesOf(intent).map(({ applied }) => applied)).toEqual(changes);
});

it('a request that acts changes no field', () => {
  const acting = OPERATION_TYPES.filter((type) => !changesIntent(type));
  expect(acting).toEqual(['Restart', 'Backup', 'Restore', 'Switchover', 'RebuildInstance', 'Custom']);
  for (const type of acting) expect(intentOf(ask({ type }), CLUSTER, aDatabaseEngine())).toBeUndefined();
});

it('the changed cluster differs in these fields alone, and the present one stays as it is', () => {
  const changed = withFields(CLUSTER, [
    { path: '/spec/storage/wal/size', value: '2Gi' },
    { path: '/spec/version', value: undefined },
  ]);
  const { version: _, ...rest } = CLUSTER.spec;
  expect(changed.spec).toEqual({ ...rest, storage: { size: '10Gi', wal: { size: '2Gi' } } });
  expect(CLUSTER.spec.version).toBe('17');
});

it('what was made to hold a field goes with it', () => {
  const plain = aDatabaseCluster({ resources: undefined });
  const larger = withFields(plain, [{ path: '/spec/resources/memory', value: '2Gi' }]);
  const back = withFields(larger, [{ path: '/spec/resources/memory', value: undefined }]);
  expect(JSON.stringify(back.spec)).toBe(JSON.stringify(plain.spec));
  expect(withFields(CLUSTER, [{ path: '/spec/resources/memory', value: undefined }]).spec.resources).toEqual({
    cpu: '1',
  });
});
