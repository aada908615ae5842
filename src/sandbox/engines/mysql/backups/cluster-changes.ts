import type { PersistentVolumeClaim } from '../../mechanics/workloads.js';
import { isTerminating } from '../../mechanics/workloads.js';
import type { Pxc, UnsafeFlags } from '../pxc.js';
import type { RestoreStatus } from './orders.js';

/** What a restore does to the specification of its cluster, as merge patches, and how it sees that it is done. */

type SavedSizes = Pick<RestoreStatus, 'clusterSize' | 'haproxySize' | 'proxysqlSize' | 'unsafeFlags'>;

/** Remembered before anything is changed: the only place where it stands afterwards. */
export const savedSizes = ({ spec }: Pxc): SavedSizes => ({
  clusterSize: spec.pxc?.size,
  ...(spec.haproxy && { haproxySize: spec.haproxy.size }),
  ...(spec.proxysql && { proxysqlSize: spec.proxysql.size }),
  unsafeFlags: spec.unsafeFlags ?? {},
});

export const PAUSE = { spec: { pause: true } };

/** One member, and nobody who could reach it: the log is to be replayed there first. */
export const startAlone = (cluster: Pxc): object =>
  sized(cluster, { clusterSize: 1, haproxySize: 0, proxysqlSize: 0, unsafeFlags: { pxcSize: true, proxySize: true } });

export const giveBack = (cluster: Pxc, saved: SavedSizes): object => sized(cluster, saved);

function sized({ spec }: Pxc, { clusterSize, haproxySize, proxysqlSize, unsafeFlags }: SavedSizes): object {
  const flags: Record<keyof Pick<UnsafeFlags, 'pxcSize' | 'proxySize'>, boolean | null> = {
    pxcSize: unsafeFlags?.pxcSize ?? null,
    proxySize: unsafeFlags?.proxySize ?? null,
  };
  return {
    spec: {
      pause: false,
      pxc: { size: clusterSize },
      ...(spec.haproxy && { haproxy: { size: haproxySize } }),
      ...(spec.proxysql && { proxysql: { size: proxysqlSize } }),
      unsafeFlags: flags,
    },
  };
}

/** Whether the sizes that were saved are those of the specification again. */
export const isGivenBack = ({ spec }: Pxc, { clusterSize, haproxySize, proxysqlSize }: SavedSizes): boolean =>
  !spec.pause &&
  spec.pxc?.size === clusterSize &&
  (!spec.haproxy || spec.haproxy.size === haproxySize) &&
  (!spec.proxysql || spec.proxysql.size === proxysqlSize);

const isObserved = ({ metadata, status }: Pxc): boolean => status?.observedGeneration === metadata.generation;

export const isPaused = (cluster: Pxc): boolean =>
  cluster.spec.pause === true && isObserved(cluster) && cluster.status?.state === 'paused';

export const hasStarted = (cluster: Pxc): boolean =>
  !cluster.spec.pause && isObserved(cluster) && cluster.status?.pxc?.status === 'ready';

/** One member runs, and its proxies are gone. */
export const isAlone = (cluster: Pxc): boolean =>
  hasStarted(cluster) && [cluster.status?.haproxy, cluster.status?.proxysql].every((proxy) => !proxy?.size);

/** Volumes of all members but the first: they are to be filled from that one. */
export function otherVolumes(
  { metadata }: Pxc,
  claims: readonly PersistentVolumeClaim[],
): { readonly all: readonly PersistentVolumeClaim[]; readonly toDelete: readonly PersistentVolumeClaim[] } {
  const prefix = `datadir-${metadata.name}-pxc-`;
  const all = claims.filter((claim) => claim.metadata.name.startsWith(prefix) && claim.metadata.name !== `${prefix}0`);
  return { all, toDelete: all.filter((claim) => !isTerminating(claim)) };
}
