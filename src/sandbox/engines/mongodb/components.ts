import type { ComponentWish } from '../percona/component.js';
import { imageVersion } from '../percona/image.js';
import { LABEL } from '../percona/well-known.js';
import { configurationProblem } from './configuration.js';
import { budgetName, mongodConfigName, mongosConfigName } from './names.js';
import { isSharded, replsetsOf, type Psmdb, type Replset } from './psmdb.js';
import { unreadable } from './versions.js';
import { COMPATIBILITY, CONFIG_REPLSET, MONGODB_PORT, MONGOS, REPLSET_LABEL } from './well-known.js';

const isSmart = ({ spec }: Psmdb): boolean => (spec.updateStrategy ?? 'SmartUpdate') === 'SmartUpdate';
const sizeOf = ({ spec }: Psmdb, size = 0): number => (spec.pause ? 0 : size);

/** Shards first, or the one replica set; then where the map of the shards is, and who leads clients by it. */
export function componentsOf(cluster: Psmdb, { isRestoring }: { isRestoring: boolean }): ComponentWish[] {
  const { sharding } = cluster.spec;
  const shards = replsetsOf(cluster).map((replset) => mongod(cluster, replset, 'data'));
  if (!isSharded(cluster)) return shards;
  const config = { ...sharding?.configsvrReplSet, name: CONFIG_REPLSET };
  // Nobody is to see half a restore: clients are led nowhere meanwhile.
  const routers = isRestoring ? [] : [mongos(cluster)];
  return [...shards, mongod(cluster, config, 'config'), ...routers];
}

function mongod(cluster: Psmdb, group: Replset & { name: string }, role: 'data' | 'config'): ComponentWish {
  const { spec, metadata } = cluster;
  const component = role === 'config' ? CONFIG_REPLSET : 'mongod';
  return {
    name: group.name,
    role,
    group: { ...group, imagePullPolicy: spec.imagePullPolicy },
    size: sizeOf(cluster, group.size),
    image: spec.image,
    container: { name: 'mongod', ports: [{ name: 'mongodb', containerPort: MONGODB_PORT }] },
    labels: { [LABEL.component]: component, [REPLSET_LABEL]: group.name },
    claimPrefix: group.volumeSpec?.persistentVolumeClaim ? 'mongod-data' : undefined,
    configuration: configurationFor(mongodConfigName(metadata.name, group.name), 'mongod.conf', group.configuration),
    isRolledByOperator: isSmart(cluster),
    refusal: configurationProblem('mongod', group.configuration) ?? versionProblem(cluster),
    budgetName: budgetName(metadata.name, component, group.name),
  };
}

function mongos(cluster: Psmdb): ComponentWish {
  const { spec, metadata } = cluster;
  const group = spec.sharding?.mongos ?? {};
  return {
    name: MONGOS,
    role: 'router',
    group: { ...group, imagePullPolicy: spec.imagePullPolicy },
    size: sizeOf(cluster, group.size),
    image: spec.image,
    container: { name: 'mongos', ports: [{ name: 'mongos', containerPort: group.port ?? MONGODB_PORT }] },
    labels: { [LABEL.component]: MONGOS },
    configuration: configurationFor(mongosConfigName(metadata.name), 'mongos.conf', group.configuration),
    isRolledByOperator: isSmart(cluster),
    refusal: configurationProblem('mongos', group.configuration),
    budgetName: budgetName(metadata.name, MONGOS, MONGOS),
  };
}

const configurationFor = (name: string, key: string, text: string | undefined): ComponentWish['configuration'] =>
  text === undefined ? undefined : { name, key, text };

const versionProblem = ({ spec, metadata }: Psmdb): string | undefined =>
  unreadable(imageVersion(spec.image)?.major, metadata.annotations?.[COMPATIBILITY]);
