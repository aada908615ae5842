import { isQuantity } from '../../../kube/meta/index.js';
import { findTwice, firstOf } from '../mechanics/first-of.js';
import type { PodGroup } from '../percona/cluster.js';
import { MAX_CLUSTER_NAME } from './names.js';
import type { Pxc } from './pxc.js';

type ValidationRule = (cluster: Pxc) => string | undefined;

const nameFits: ValidationRule = ({ metadata: { name } }) =>
  name.length > MAX_CLUSTER_NAME
    ? `cluster name (${name}) too long, must be no more than ${MAX_CLUSTER_NAME} characters`
    : undefined;

function storageProblem(group: string, { volumeSpec }: PodGroup): string | undefined {
  if (!volumeSpec) return `${group}: volumeSpec should be specified`;
  const { persistentVolumeClaim: claim, emptyDir, hostPath } = volumeSpec;
  if (!claim) return emptyDir || hostPath ? undefined : `${group}: volumeSpec should be specified`;
  const storage = claim.resources?.requests?.storage ?? '';
  return isQuantity(storage) ? undefined : `${group}.Volume: volume.resources.storage can't be empty`;
}

const podsAreAsked: ValidationRule = ({ spec: { pxc } }) => {
  if (!pxc) return 'spec.pxc section is not specified. Please check your cr.yaml';
  return pxc.image ? storageProblem('PXC', pxc) : "pxc.Image can't be empty";
};

const proxiesFit: ValidationRule = ({ spec: { haproxy, proxysql } }) => {
  if (haproxy?.enabled && proxysql?.enabled)
    return "can't enable both HAProxy and ProxySQL please only select one of them";
  if (haproxy?.enabled && !haproxy.image) return "haproxy.Image can't be empty";
  return proxysql?.enabled ? proxysqlProblem(proxysql) : undefined;
};

const proxysqlProblem = (proxysql: PodGroup): string | undefined =>
  proxysql.image ? storageProblem('ProxySQL', proxysql) : "proxysql.Image can't be empty";

const MIN_SAFE_SIZE = 3;
const MAX_SAFE_SIZE = 5;
const MIN_SAFE_PROXIES = 2;

/** Not looked at while no pods are to run. */
const sizesAreSafe: ValidationRule = ({ metadata, spec }) => {
  if (spec.pause || metadata.deletionTimestamp) return undefined;
  return (spec.unsafeFlags?.pxcSize ? undefined : dataSizeProblem(spec)) ?? proxySizeProblem(spec);
};

const dataSizeProblem = ({ pxc: { size = 0 } = {} }: Pxc['spec']): string | undefined => {
  if (size < MIN_SAFE_SIZE)
    return `PXC size must be at least ${MIN_SAFE_SIZE}. Set spec.unsafeFlags.pxcSize to true to disable this check`;
  if (size > MAX_SAFE_SIZE)
    return `PXC size must be at most ${MAX_SAFE_SIZE}. Set spec.unsafeFlags.pxcSize to true to disable this check`;
  return size % 2 === 1
    ? undefined
    : 'PXC size must be an odd number. Set spec.unsafeFlags.pxcSize to true to disable this check';
};

const proxySizeProblem = ({ unsafeFlags, haproxy, proxysql }: Pxc['spec']): string | undefined =>
  firstOf(
    [
      { name: 'HAProxy', proxy: haproxy },
      { name: 'ProxySQL', proxy: proxysql },
    ],
    ({ name, proxy }) =>
      proxy?.enabled && !unsafeFlags?.proxySize && (proxy.size ?? 0) < MIN_SAFE_PROXIES
        ? `${name} size must be at least ${MIN_SAFE_PROXIES}. Set spec.unsafeFlags.proxySize to true to disable this check`
        : undefined,
  );

const tlsIsSafe: ValidationRule = ({ spec: { tls, unsafeFlags } }) =>
  tls?.enabled === false && !unsafeFlags?.tls
    ? 'TLS must be enabled. Set spec.unsafeFlags.tls to true to disable this check'
    : undefined;

const backupsFit: ValidationRule = ({ spec: { backup } }) => {
  if (!backup) return undefined;
  if (!backup.image) return "backup.Image can't be empty";
  const { pitr, schedule = [] } = backup;
  if (pitr?.enabled && !pitr.storageName) return 'backup.PITR.StorageName should be specified';
  const named = [...schedule, ...(pitr?.enabled ? [pitr] : [])];
  return firstOf(named, ({ storageName = '' }) =>
    backup.storages?.[storageName] ? undefined : `storage ${storageName} doesn't exist`,
  );
};

const usersFit: ValidationRule = ({ spec: { users = [] } }) => {
  const names = users.map(({ name }) => name);
  const twice = findTwice(names);
  return twice === undefined ? undefined : `user ${twice} is defined twice`;
};

const RULES: readonly ValidationRule[] = [
  nameFits,
  podsAreAsked,
  proxiesFit,
  sizesAreSafe,
  tlsIsSafe,
  backupsFit,
  usersFit,
];

/** The first thing for which the operator gives up before it touches anything. */
export const findProblem = (cluster: Pxc): string | undefined => firstOf(RULES, (rule) => rule(cluster));
