import { requestedVersion } from '../../contract/archives/index.js';
import type { ApplyInput } from '../../contract/index.js';
import { levelFor } from '../../percona/behaviour-level.js';
import { isToBeStopped } from '../../percona/power.js';
import { chooseImage } from '../../percona/release.js';
import { podGroup, volumeOf } from '../../percona/steps/pod-group.js';
import { viewOf, type PerconaView } from '../../percona/view.js';
import { volumeSizeOf } from '../../percona/volume-size.js';
import { configurationOf } from '../configuration.js';
import { MYSQL } from '../dialect.js';
import type { Step } from '../draft.js';
import { DATA_COMPONENT, usersSecretName } from '../names.js';
import { proxySizeOf } from '../proxies.js';
import type { Pxc, PxcSpec } from '../upstream.js';
import { applicationUser } from './application-user.js';

/** The database itself: release, members and their volumes, settings, first user. */
export const engine: Step = (input, { cluster }) => {
  const view = viewOf(MYSQL, input.cluster, input.observed);
  const release = releaseOf(input, view.upstream);
  Object.assign(cluster.spec, basics(input), {
    crVersion: levelOf(input, view.upstream, release.version),
    pxc: members(input, view, release.image),
  });
};

function releaseOf(input: ApplyInput, live: Pxc | undefined): ReturnType<typeof chooseImage> {
  const request = { requested: requestedVersion(input, live !== undefined), engine: input.engine };
  return chooseImage(request, { reported: live?.status?.pxc?.version, image: live?.spec.pxc.image });
}

const levelOf = ({ engine: catalogue }: ApplyInput, live: Pxc | undefined, version: string): string =>
  levelFor({
    levels: MYSQL.levels,
    engine: catalogue,
    version,
    live: live && { level: live.spec.crVersion, image: live.spec.pxc.image },
  });

function basics({ cluster, engine: catalogue, credentialsSecretName }: ApplyInput): Partial<PxcSpec> {
  const { spec, metadata } = cluster;
  return {
    pause: isToBeStopped(cluster),
    secretsName: usersSecretName(metadata.name),
    // The operator has none of its own, and would restart members in any order.
    updateStrategy: 'SmartUpdate',
    // Which release runs is decided here, and by nobody's version service.
    upgradeOptions: { apply: 'disabled' },
    // Said in any case: the operator sets them for a restore, and leaves them where that fails.
    unsafeFlags: { pxcSize: isUnsafe(spec.clusterSize), proxySize: proxySizeOf(spec, catalogue) < 2 },
    enableVolumeExpansion: true,
    users: [applicationUser(credentialsSecretName)],
    logcollector: { enabled: false },
  };
}

/** Fewer than three stop with the first that is lost. */
const isUnsafe = (members: number): boolean => members < 3;

function members(input: ApplyInput, view: PerconaView<Pxc>, image: string): PxcSpec['pxc'] {
  const { clusterSize, config, resources, storage } = input.cluster.spec;
  const configuration = configurationOf(config);
  return {
    ...podGroup(input, view.upstream, { size: clusterSize, resources }),
    image,
    imagePullPolicy: 'IfNotPresent',
    ...(configuration !== undefined && { configuration }),
    volumeSpec: volumeOf({ ...storage, size: volumeSizeOf(storage.size, DATA_COMPONENT, view) }),
  };
}
