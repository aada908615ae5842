import { requestedVersion } from '../../contract/archives/index.js';
import type { ApplyInput } from '../../contract/index.js';
import { guaranteed } from '../../contract/objects/index.js';
import { levelFor } from '../../percona/behaviour-level.js';
import { isToBeStopped } from '../../percona/power.js';
import { chooseImage } from '../../percona/release.js';
import { podGroup, volumeOf } from '../../percona/steps/pod-group.js';
import { viewOf, type PerconaView } from '../../percona/view.js';
import { volumeSizeOf } from '../../percona/volume-size.js';
import { configurationOf } from '../configuration.js';
import { MONGODB } from '../dialect.js';
import type { Step } from '../draft.js';
import { statefulSetName, usersSecretName } from '../names.js';
import { preferenceFor } from '../preferred-primary.js';
import { configServersOf, isSharded, isUnsafe, replsetNamesOf } from '../topology.js';
import type { Psmdb, PsmdbSpec, Replset } from '../upstream.js';
import { applicationUser } from './application-user.js';

/** The database itself: release, sets of members and their volumes, settings, first user. */
export const engine: Step = (input, { cluster }) => {
  const view = viewOf(MONGODB, input.cluster, input.observed);
  Object.assign(cluster.spec, basics(input, view.upstream), topology(input, view));
};

function basics(input: ApplyInput, live: Psmdb | undefined): Partial<PsmdbSpec> {
  const { cluster, engine: catalogue, credentialsSecretName } = input;
  const request = { requested: requestedVersion(input, live !== undefined), engine: catalogue };
  const release = chooseImage(request, { reported: live?.status?.mongoVersion, image: live?.spec.image });
  return {
    crVersion: levelFor({
      levels: MONGODB.levels,
      engine: catalogue,
      version: release.version,
      live: live && { level: live.spec.crVersion, image: live.spec.image },
    }),
    image: release.image,
    imagePullPolicy: 'IfNotPresent',
    pause: isToBeStopped(cluster),
    updateStrategy: 'SmartUpdate',
    // Which release runs is decided here, and by nobody's version service.
    upgradeOptions: { apply: 'disabled', setFCV: true },
    secrets: { users: usersSecretName(cluster.metadata.name) },
    storageScaling: { enableVolumeScaling: true },
    users: [applicationUser(credentialsSecretName)],
  };
}

function topology(input: ApplyInput, view: PerconaView<Psmdb>): Partial<PsmdbSpec> {
  const { cluster } = input;
  return {
    replsets: replsetNamesOf(cluster).map((name) => replset(name, input, view)),
    sharding: {
      enabled: isSharded(cluster),
      ...(isSharded(cluster) && { configsvrReplSet: configServers(input, view) }),
    },
    ...(isUnsafe(cluster.spec.clusterSize) && { unsafeFlags: { replsetSize: true } }),
  };
}

function replset(name: string, input: ApplyInput, view: PerconaView<Psmdb>): Replset {
  const { clusterSize, config, resources, storage } = input.cluster.spec;
  const configuration = configurationOf(config);
  return {
    name,
    ...podGroup(input, view.upstream, { size: clusterSize, resources }),
    ...(configuration !== undefined && { configuration }),
    ...preferenceFor(view.upstream, statefulSetName(input.cluster.metadata.name, name)),
    volumeSpec: volumeOf({ ...storage, size: volumeSizeOf(storage.size, name, view) }),
  };
}

/** They keep the map of the shards, not the data: what they need does not grow with what the shards hold. */
const CONFIG_SERVER = { resources: { cpu: '500m', memory: '1Gi' }, volume: '10Gi' } as const;

/** Where members take what they can get, so do config servers. */
function configServers(input: ApplyInput, view: PerconaView<Psmdb>): Omit<Replset, 'name'> {
  const { resources, storage } = input.cluster.spec;
  const sized = guaranteed(resources) && CONFIG_SERVER.resources;
  return {
    ...podGroup(input, view.upstream, { size: configServersOf(input.cluster), resources: sized }),
    volumeSpec: volumeOf({ ...storage, size: CONFIG_SERVER.volume }),
  };
}
