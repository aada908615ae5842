import type { ClusterStorage, WalStorage } from '../../../resources/database-cluster/index.js';
import { liveCluster, type Draft, type Step } from '../draft.js';
import type { ApplyInput } from '../../contract/index.js';
import { requestedVersion } from '../../contract/archives/index.js';
import { annotate, guaranteed } from '../../contract/objects/index.js';
import { chooseImage } from '../image-version.js';
import { primaryOf } from '../../contract/status/index.js';
import { viewOf } from '../status/view.js';
import type { CnpgCluster, StorageConfiguration } from '../upstream.js';
import { applicationDatabase } from './application-database.js';
import { managedServices } from './expose.js';
import { configOf, RENDERED_CONFIG, serializeConfig, stageResources, stageRollout, type Config } from './rollout.js';

export const PRELOAD_PARAMETER = 'shared_preload_libraries';

/** The database itself: release, members, volumes, compute, settings, first user and outside door. */
export const engine: Step = (input, draft) => {
  const { spec } = input.cluster;
  const live = liveCluster(input);
  renderRelease(input, draft, live);
  draft.cluster.spec.instances = spec.clusterSize;
  // A member that is updated must not take the primary down for longer than a switchover, where there is anyone to take over.
  draft.cluster.spec.primaryUpdateMethod = spec.clusterSize > 1 ? 'switchover' : 'restart';
  draft.cluster.spec.enableSuperuserAccess = false;
  draft.cluster.spec.bootstrap = { initdb: { ...applicationDatabase(input), dataChecksums: true } };
  renderStorage(spec.storage, draft);
  renderResources(spec, draft, live);
  const managed = managedServices(input.cluster);
  if (managed) draft.cluster.spec.managed = managed;
};

function renderRelease(input: ApplyInput, { cluster }: Draft, live: CnpgCluster | undefined): void {
  const serving = primaryOf(viewOf(input.cluster, input.observed))?.version;
  const { image } = chooseImage(requestedVersion(input, live !== undefined), input.engine, live, serving);
  const staged = stageRollout({ image, config: configOf(input.cluster) }, live);
  cluster.spec.imageName = staged.image;
  cluster.spec.postgresql = postgresqlOf(staged.config);
  annotate(cluster, { [RENDERED_CONFIG]: serializeConfig(staged.config) });
}

/** The operator keeps the preloaded libraries in a list of their own, and refuses them among the parameters. */
export function postgresqlOf({
  [PRELOAD_PARAMETER]: libraries,
  ...parameters
}: Config): CnpgCluster['spec']['postgresql'] {
  const names = (libraries ?? '').split(',').map((name) => name.trim());
  const listed = names.filter((name) => name !== '');
  return { parameters, ...(listed.length > 0 && { [PRELOAD_PARAMETER]: listed }) };
}

function renderStorage(storage: ClusterStorage, { cluster }: Draft): void {
  // The operator reads this switch of the data volume alone, and lets it govern the log volume too.
  cluster.spec.storage = { ...volume(storage), resizeInUseVolumes: true };
  if (storage.wal) cluster.spec.walStorage = volume({ className: storage.className, ...storage.wal });
}

function volume({ size, className }: WalStorage): StorageConfiguration {
  return { size, ...(className !== undefined && { storageClass: className }) };
}

function renderResources(spec: ApplyInput['cluster']['spec'], { cluster }: Draft, live: CnpgCluster | undefined): void {
  const sizes = { data: spec.storage.size, wal: spec.storage.wal?.size };
  const resources = stageResources(guaranteed(spec.resources), sizes, live);
  if (resources) cluster.spec.resources = resources;
}
