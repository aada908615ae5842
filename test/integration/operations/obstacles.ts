import type { Ask, OperatedCluster } from './operation-bench.js';

/** Something that goes wrong while an operation is carried out on three members of 17.6. */
export interface Obstacle {
  readonly type: string;
  /** As the stand-in is told it. */
  readonly fault: (cluster: OperatedCluster) => string;
  readonly asks: (cluster: OperatedCluster) => Ask;
  /** Carried out before anything goes wrong. */
  readonly first?: (cluster: OperatedCluster) => Ask;
  /** The true cause, as the message tells it. */
  readonly says: RegExp;
  /** What the end says of what was changed, where anything was. */
  readonly aftermath?: RegExp;
  /** The fields stay as they were asked for: there is no way back. */
  readonly stays?: boolean;
  /** It is in the way of the way back, too: taken away once that has begun. */
  readonly blocksWayBack?: boolean;
}

const scaling: Ask = { type: 'HorizontalScaling', horizontalScaling: { replicas: 4 } };
const resizing: Ask = { type: 'VerticalScaling', verticalScaling: { resources: { memory: '2Gi' } } };
const major: Ask = { type: 'Upgrade', upgrade: { version: '18.4' } };
const minor: Ask = { type: 'Upgrade', upgrade: { version: '17.7' } };
const restart: Ask = { type: 'Restart' };
const more: Ask = {
  type: 'Reconfiguring',
  reconfiguring: { set: [{ name: 'max_connections', value: '200' }] },
};
const rebuild = (cluster: OperatedCluster): Ask => ({
  type: 'RebuildInstance',
  rebuildInstance: { member: cluster.member(2) },
});

/** Nobody knows that these are final: the time of the operation ends them, or a person does. */
export const LASTING: readonly Obstacle[] = [
  {
    type: 'HorizontalScaling',
    fault: () => 'stuck-job',
    asks: () => scaling,
    says: /Creating replica \S+-4\./,
    aftermath: /Put back: spec\.clusterSize to 3\./,
  },
  {
    type: 'HorizontalScaling',
    fault: () => 'image-pull',
    asks: () => scaling,
    says: /-4 is in ImagePullBackOff/,
    aftermath: /Put back: spec\.clusterSize to 3\./,
  },
  {
    type: 'VerticalScaling',
    fault: () => 'unschedulable',
    asks: () => resizing,
    says: /-[123] cannot be scheduled/,
    aftermath: /Put back: spec\.resources\.memory to nothing\./,
    blocksWayBack: true,
  },
  {
    type: 'Upgrade',
    fault: () => 'image-pull:17.7',
    asks: () => minor,
    says: /-[123] is in ImagePullBackOff/,
    aftermath: /Put back: spec\.version to 17\.6\./,
  },
  {
    type: 'VolumeExpansion',
    fault: () => 'pvc-resize',
    asks: () => ({ type: 'VolumeExpansion', volumeExpansion: { size: '2Gi' } }),
    says: /has 1Gi and grows to 2Gi/,
    aftermath: /Volumes never shrink\./,
    stays: true,
  },
  {
    type: 'Reconfiguring',
    fault: () => 'crash-on-start',
    asks: () => more,
    says: /-[123] is in CrashLoopBackOff/,
    aftermath: /Put back: spec\.config to nothing\./,
    blocksWayBack: true,
  },
  {
    type: 'Restart',
    fault: () => 'crash-on-start',
    asks: () => restart,
    says: /-[123] is in CrashLoopBackOff/,
    aftermath: /Restarted already: \S+-[123]/,
    blocksWayBack: true,
  },
  {
    type: 'Restart',
    fault: (cluster) => `crash-on-start:${cluster.member(1)}`,
    asks: (cluster) => ({ type: 'Restart', restart: { members: [cluster.member(1)] } }),
    says: /-1 is in CrashLoopBackOff/,
    aftermath: /Restarted already: \S+-1\./,
    blocksWayBack: true,
  },
  {
    type: 'Switchover',
    fault: () => 'slow-shutdown',
    asks: (cluster) => ({ type: 'Switchover', switchover: { candidate: cluster.member(2) } }),
    says: /The primary moves to \S+-2\./,
    aftermath: /-2 is becoming the primary, or is it already; another Switchover leads back\./,
    stays: true,
  },
  {
    type: 'RebuildInstance',
    fault: () => 'stuck-job',
    asks: rebuild,
    says: /Creating replica \S+-2\./,
    aftermath: /The old copy of \S+-2 is gone or going: only a new one brings the member back\./,
    stays: true,
  },
  {
    type: 'Stop',
    fault: () => 'stuck-hibernation',
    asks: () => ({ type: 'Stop' }),
    says: /Shutting down: \S+-[123]/,
    aftermath: /Put back: spec\.powerState to Running\./,
    blocksWayBack: true,
  },
  {
    type: 'Start',
    first: () => ({ type: 'Stop' }),
    fault: () => 'image-pull',
    asks: () => ({ type: 'Start' }),
    says: /-[123] is in ImagePullBackOff/,
    aftermath: /Put back: spec\.powerState to Stopped\. What has started stays for now\./,
  },
  {
    type: 'Expose',
    fault: () => 'load-balancer',
    asks: () => ({ type: 'Expose', expose: { type: 'LoadBalancer' } }),
    says: /-rw-ext has no address yet; if it stays so, its events say what the cloud's load balancer lacks\./,
    aftermath: /Put back: spec\.expose to nothing\./,
  },
  {
    type: 'Custom unfence',
    first: (cluster) => ({ type: 'Custom', custom: { name: 'fence', parameters: { member: cluster.member(2) } } }),
    fault: (cluster) => `never-ready:${cluster.member(2)}`,
    asks: (cluster) => ({ type: 'Custom', custom: { name: 'unfence', parameters: { member: cluster.member(2) } } }),
    says: /PostgreSQL starts in \S+-2\./,
  },
];

/** What fails of these stays failed: they end by themselves, at once. */
export const FINAL: readonly Obstacle[] = [
  {
    type: 'HorizontalScaling',
    fault: () => 'join-job',
    asks: () => scaling,
    says: /^Job \S+-4-join has failed for good; its pod's log says why\./,
    aftermath: /Put back: spec\.clusterSize to 3\.$/,
  },
  {
    type: 'Upgrade',
    fault: () => 'upgrade-job',
    asks: () => major,
    says: /^Job \S+-major-upgrade\S* has failed for good/,
    aftermath: /Put back: spec\.version to 17\.6\.$/,
  },
  {
    type: 'Switchover',
    fault: () => 'switchover-target',
    asks: (cluster) => ({ type: 'Switchover', switchover: { candidate: cluster.member(2) } }),
    says: /^The operator made \S+-1 the primary instead\. Pod \S+-2 /,
  },
  {
    type: 'RebuildInstance',
    fault: () => 'join-job',
    asks: rebuild,
    says: /^Job \S+-2-join has failed for good/,
    aftermath: /The old copy of \S+-2 is gone or going: only a new one brings the member back\.$/,
    stays: true,
  },
];
