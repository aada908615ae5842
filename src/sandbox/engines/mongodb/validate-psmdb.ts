import { isQuantity } from '../../../kube/meta/index.js';
import { findTwice, firstOf } from '../mechanics/first-of.js';
import { isSharded, replsetsOf, type Psmdb, type Replset } from './psmdb.js';
import { CONFIG_REPLSET, MONGOS } from './well-known.js';

type ValidationRule = (cluster: Psmdb) => string | undefined;

const MAX_NAMES = 50;
const MAX_MEMBERS = 50;

/** All that has members and volumes. */
const groupsOf = (cluster: Psmdb): (Replset & { name: string })[] => [
  ...replsetsOf(cluster),
  ...(isSharded(cluster) ? [{ ...cluster.spec.sharding?.configsvrReplSet, name: CONFIG_REPLSET }] : []),
];

const havePods: ValidationRule = (cluster) => {
  if (replsetsOf(cluster).length === 0) return 'at least one replica set should be specified';
  if (!isSharded(cluster)) return undefined;
  const { configsvrReplSet, mongos } = cluster.spec.sharding ?? {};
  if (!configsvrReplSet) return '.spec.sharding.configsvrReplSet should be specified';
  return mongos ? undefined : '.spec.sharding.mongos should be specified';
};

const oneUnlessSharded: ValidationRule = (cluster) =>
  !isSharded(cluster) && replsetsOf(cluster).length > 1
    ? 'with sharding disabled only one replica set is allowed'
    : undefined;

const namesFit: ValidationRule = (cluster) =>
  firstOf(replsetsOf(cluster), ({ name }) => {
    if (name === CONFIG_REPLSET || name === MONGOS) return `${name} is reserved name for config server replset`;
    return cluster.metadata.name.length + name.length > MAX_NAMES
      ? `cluster name (${cluster.metadata.name}) + replset name (${name}) is too long, must be no more than ${MAX_NAMES} characters`
      : undefined;
  });

const namesDiffer: ValidationRule = (cluster) => {
  const names = replsetsOf(cluster).map(({ name }) => name);
  const twice = findTwice(names);
  return twice === undefined ? undefined : `replset name ${twice} is duplicated`;
};

const volumesAreAsked: ValidationRule = (cluster) =>
  firstOf(groupsOf(cluster), ({ name, volumeSpec }) => {
    if (!volumeSpec) return `replset ${name} VolumeSpec: volumeSpec should be specified`;
    const { persistentVolumeClaim: claim, emptyDir, hostPath } = volumeSpec;
    if (!claim) return emptyDir || hostPath ? undefined : `replset ${name} VolumeSpec: volumeSpec should be specified`;
    const storage = claim.resources?.requests?.storage ?? '';
    return isQuantity(storage) ? undefined : `replset ${name} VolumeSpec: volume.resources.storage can't be empty`;
  });

/** Not looked at while no pods are to run. */
const sizesAreSafe: ValidationRule = (cluster) => {
  const { pause, unsafeFlags } = cluster.spec;
  if (pause || cluster.metadata.deletionTimestamp) return undefined;
  return firstOf(groupsOf(cluster), ({ name, size = 0 }) => {
    if (size > MAX_MEMBERS) return `replset ${name}: size ${size} is more than ${MAX_MEMBERS}`;
    if (unsafeFlags?.replsetSize || (size >= 3 && size % 2 === 1)) return undefined;
    return `replset ${name}: size ${size} is unsafe: set spec.unsafeFlags.replsetSize to true to use it anyway, or an odd size of 3 or more`;
  });
};

const TLS_MODES = ['disabled', 'allowTLS', 'preferTLS', 'requireTLS'];

const tlsIsSafe: ValidationRule = ({ spec }) => {
  const { mode = 'preferTLS' } = spec.tls ?? {};
  if (!TLS_MODES.includes(mode)) return `invalid tls mode ${mode}`;
  return mode === 'disabled' && !spec.unsafeFlags?.tls
    ? 'TLS must be enabled. Set spec.unsafeFlags.tls to true to disable this check'
    : undefined;
};

const updatesFit: ValidationRule = ({ spec }) =>
  spec.unmanaged && spec.updateStrategy === 'SmartUpdate'
    ? 'SmartUpdate is not allowed on unmanaged clusters'
    : undefined;

const storagesFit: ValidationRule = ({ spec: { backup } }) => {
  if (!backup?.enabled) return undefined;
  const storages = Object.entries(backup.storages ?? {});
  const mains = storages.filter(([, { main }]) => main).length;
  if (storages.length > 1 && mains !== 1) return 'exactly one of the backup storages should be the main storage';
  const known = new Set(storages.map(([name]) => name));
  const lost = backup.tasks?.find(({ enabled, storageName = '' }) => enabled && !known.has(storageName));
  return lost ? `backup task ${lost.name}: storage ${lost.storageName} doesn't exist` : undefined;
};

const usersFit: ValidationRule = ({ spec: { users = [] } }) => {
  const names = users.map(({ db = 'admin', name }) => `${db}.${name}`);
  const twice = findTwice(names);
  if (twice !== undefined) return `user ${twice} is defined twice`;
  return firstOf(users, ({ name, roles }) =>
    roles.length === 0 ? `user ${name} must have at least one role` : undefined,
  );
};

const RULES: readonly ValidationRule[] = [
  havePods,
  oneUnlessSharded,
  namesFit,
  namesDiffer,
  volumesAreAsked,
  sizesAreSafe,
  tlsIsSafe,
  updatesFit,
  storagesFit,
  usersFit,
];

/** The first thing for which the operator gives up before it touches anything. */
export const findProblem = (cluster: Psmdb): string | undefined => firstOf(RULES, (rule) => rule(cluster));
