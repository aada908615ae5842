import type { DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import type { Raw } from '../clusters/bench.js';
import { each, type Ask, type OperatedCluster, type World } from './operation-bench.js';

/** What one operation is to bring about, and nothing else, on a database of three members of 17.6. */
export interface Success {
  readonly does: string;
  readonly born?: Partial<DatabaseClusterSpec>;
  /** Carried out before. */
  readonly first?: (cluster: OperatedCluster) => Ask;
  readonly asks: (cluster: OperatedCluster) => Ask;
  /** The whole specification afterwards. */
  readonly spec?: (spec: DatabaseClusterSpec) => DatabaseClusterSpec;
  /** Members, by number, that get a new pod on the volumes that they have. */
  readonly restarts?: readonly number[];
  /** Members whose PostgreSQL restarts in the pod that it has. */
  readonly inPlace?: readonly number[];
  /** Members that get a new pod on new volumes. */
  readonly copies?: readonly number[];
  readonly joins?: readonly number[];
  /** Members that get a pod where they had none. */
  readonly starts?: readonly number[];
  readonly leaves?: readonly number[];
  /** Pods that the application itself deletes, and claims. */
  readonly deletes?: readonly string[];
  readonly disruption: string;
  readonly says: RegExp;
  readonly result?: object;
  readonly shows: (world: World) => unknown;
  readonly shown: unknown;
}

const ALL = [1, 2, 3];
const everybody = <T>(value: T): Record<string, T> => ({ '1': value, '2': value, '3': value });
const parameter =
  (name: string) =>
  ({ upstream }: World): unknown =>
    upstream.spec.postgresql.parameters[name];
const isReady = ({ status }: Raw): boolean =>
  status.conditions.some(({ type, status: is }: Raw) => type === 'Ready' && is === 'True');
const readiness = ({ pods }: World): unknown => each(pods, isReady);
const primary = ({ upstream }: World): unknown => upstream.status.currentPrimary.split('-').at(-1);
const versionOf = ({ spec }: Raw): unknown => /:(\d+\.\d+)/.exec(spec.containers[0].image)?.[1];
const reconfigured = (name: string, value: string): Pick<Success, 'asks' | 'spec' | 'shows' | 'shown'> => ({
  asks: () => ({ type: 'Reconfiguring', reconfiguring: { set: [{ name, value }] } }),
  spec: (spec) => ({ ...spec, config: [{ name, value }] }),
  shows: parameter(name),
  shown: value,
});

const SIZES: readonly Success[] = [
  {
    does: 'HorizontalScaling to more members',
    asks: () => ({ type: 'HorizontalScaling', horizontalScaling: { replicas: 4 } }),
    spec: (spec) => ({ ...spec, clusterSize: 4 }),
    joins: [4],
    disruption: 'None',
    says: /^4 members serve\.$/,
    shows: readiness,
    shown: { ...everybody(true), '4': true },
  },
  {
    does: 'HorizontalScaling to fewer members',
    asks: () => ({ type: 'HorizontalScaling', horizontalScaling: { replicas: 2 } }),
    spec: (spec) => ({ ...spec, clusterSize: 2 }),
    leaves: [3],
    disruption: 'Rolling',
    says: /^2 members serve\.$/,
    shows: readiness,
    shown: { '1': true, '2': true },
  },
  {
    does: 'VerticalScaling',
    born: { resources: { cpu: '1', memory: '1Gi' } },
    asks: () => ({ type: 'VerticalScaling', verticalScaling: { resources: { cpu: '2' } } }),
    spec: (spec) => ({ ...spec, resources: { ...spec.resources, cpu: '2' } }),
    restarts: ALL,
    disruption: 'Rolling',
    says: /^Every member has 2 CPU and 1Gi of memory\.$/,
    result: { newPrimary: expect.any(String) },
    shows: ({ pods }) => each(pods, ({ spec }) => spec.containers[0].resources.requests),
    shown: everybody({ cpu: '2', memory: '1Gi' }),
  },
  {
    does: 'VolumeExpansion',
    asks: () => ({ type: 'VolumeExpansion', volumeExpansion: { size: '2Gi' } }),
    spec: (spec) => ({ ...spec, storage: { ...spec.storage, size: '2Gi' } }),
    disruption: 'None',
    says: /^3 of 3 volumes have grown\.$/,
    shows: ({ claims }) => each(claims, ({ status }) => status.capacity.storage),
    shown: everybody('2Gi'),
  },
];

const SETTINGS: readonly Success[] = [
  {
    does: 'Reconfiguring of a setting that is reloaded',
    ...reconfigured('work_mem', '16MB'),
    disruption: 'None',
    says: /^In force: work_mem\.$/,
  },
  {
    does: 'Reconfiguring of a setting that needs a restart',
    ...reconfigured('max_connections', '200'),
    restarts: ALL,
    disruption: 'Rolling',
    says: /^In force: max_connections\.$/,
    result: { newPrimary: expect.any(String) },
  },
  {
    does: 'Reconfiguring to less than replicas may have',
    born: { config: [{ name: 'max_connections', value: '200' }] },
    ...reconfigured('max_connections', '150'),
    inPlace: [1],
    restarts: [2, 3],
    disruption: 'Downtime',
    says: /^In force: max_connections\.$/,
  },
  {
    does: 'Upgrade within a major',
    asks: () => ({ type: 'Upgrade', upgrade: { version: '17.7' } }),
    spec: (spec) => ({ ...spec, version: '17.7' }),
    restarts: ALL,
    disruption: 'Rolling',
    says: /^Every member runs 17\.7\.$/,
    result: { version: '17.7', newPrimary: expect.any(String) },
    shows: ({ pods }) => each(pods, versionOf),
    shown: everybody('17.7'),
  },
  {
    does: 'Upgrade to another major',
    asks: () => ({ type: 'Upgrade', upgrade: { version: '18' } }),
    spec: (spec) => ({ ...spec, version: '18.4' }),
    restarts: [1],
    copies: [2, 3],
    disruption: 'Downtime',
    says: /^Every member runs 18\.4\.$/,
    result: { version: '18.4' },
    shows: ({ pods }) => each(pods, versionOf),
    shown: everybody('18.4'),
  },
];

const MEMBERS: readonly Success[] = [
  {
    does: 'Restart of all members',
    asks: () => ({ type: 'Restart' }),
    restarts: ALL,
    disruption: 'Rolling',
    says: /^Every member has restarted\.$/,
    result: { newPrimary: expect.any(String) },
    shows: readiness,
    shown: everybody(true),
  },
  {
    does: 'Restart of a replica and the primary by name',
    asks: (cluster) => ({ type: 'Restart', restart: { members: [cluster.member(1), cluster.member(3)] } }),
    inPlace: [1],
    restarts: [3],
    deletes: ['pods 3'],
    disruption: 'Downtime',
    says: /^Restarted: \S+-3, \S+-1\.$/,
    shows: primary,
    shown: '1',
  },
  {
    does: 'Switchover to a member that is named',
    asks: (cluster) => ({ type: 'Switchover', switchover: { candidate: cluster.member(3) } }),
    inPlace: [1],
    disruption: 'Failover',
    says: /^\S+-3 is the primary\.$/,
    result: { newPrimary: expect.stringMatching(/-3$/) },
    shows: primary,
    shown: '3',
  },
  {
    does: 'RebuildInstance',
    asks: (cluster) => ({ type: 'RebuildInstance', rebuildInstance: { member: cluster.member(2) } }),
    copies: [2],
    deletes: ['persistentvolumeclaims 2', 'pods 2'],
    disruption: 'Rolling',
    says: /^Member \S+-2 is a fresh copy and ready\.$/,
    shows: readiness,
    shown: everybody(true),
  },
  {
    does: 'Stop',
    asks: () => ({ type: 'Stop' }),
    spec: (spec) => ({ ...spec, powerState: 'Stopped' }),
    disruption: 'Downtime',
    says: /^All members are stopped; the volumes are kept\.$/,
    shows: ({ pods, claims }) => [Object.keys(pods), Object.keys(claims)],
    shown: [[], ['1', '2', '3']],
  },
  {
    does: 'Start',
    first: () => ({ type: 'Stop' }),
    asks: () => ({ type: 'Start' }),
    spec: (spec) => ({ ...spec, powerState: 'Running' }),
    starts: ALL,
    disruption: 'None',
    says: /^Every member is ready\.$/,
    shows: readiness,
    shown: everybody(true),
  },
];

const OTHERS: readonly Success[] = [
  {
    does: 'Expose',
    asks: () => ({ type: 'Expose', expose: { type: 'LoadBalancer', sourceRanges: ['10.0.0.0/8'] } }),
    spec: (spec) => ({ ...spec, expose: { type: 'LoadBalancer', sourceRanges: ['10.0.0.0/8'] } }),
    disruption: 'None',
    says: /^Service \S+-rw-ext answers at [\d.]+:5432\.$/,
    shows: ({ services }) => services['rw-ext'].spec,
    shown: expect.objectContaining({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] }),
  },
  {
    does: 'Custom reload',
    asks: () => ({ type: 'Custom', custom: { name: 'reload' } }),
    disruption: 'None',
    says: /gone over the database again/,
    shows: ({ upstream }) => upstream.metadata.annotations['cnpg.io/reloadedAt'],
    shown: expect.stringMatching(/^\d{4}-/),
  },
  {
    does: 'Custom fence',
    asks: (cluster) => ({ type: 'Custom', custom: { name: 'fence', parameters: { member: cluster.member(2) } } }),
    disruption: 'Rolling',
    says: /^Member \S+-2 is fenced\.$/,
    shows: readiness,
    shown: { ...everybody(true), '2': false },
  },
  {
    does: 'Custom unfence',
    first: (cluster) => ({ type: 'Custom', custom: { name: 'fence', parameters: { member: cluster.member(2) } } }),
    asks: (cluster) => ({ type: 'Custom', custom: { name: 'unfence', parameters: { member: cluster.member(2) } } }),
    disruption: 'None',
    says: /^Member \S+-2 is fenced no longer and ready\.$/,
    shows: readiness,
    shown: everybody(true),
  },
];

export const SUCCESSES: readonly Success[] = [...SIZES, ...SETTINGS, ...MEMBERS, ...OTHERS];
