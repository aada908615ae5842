import type { DatabaseCluster, EffectiveSettings } from '../../resources/database-cluster/index.js';
import { toldArchiveOf } from '../contract/archives/index.js';
import type { ClusterObservation, Observed, ObservedArchive } from '../contract/index.js';
import {
  assessMonitoring,
  assessPrimary,
  assessStandbys,
  assessVolumes,
  conditionsOf,
  primaryOf,
  readyMembers,
  referenceTo,
  storageClassOf,
} from '../contract/status/index.js';
import { versionOfImage } from './release.js';
import { listEndpoints } from './status/endpoints.js';
import { derivePhase } from './status/phase.js';
import { conditionOf, viewOf, type ClusterView } from './status/view.js';
import { listWarnings } from './status/warnings.js';
import { MARIADB } from './upstream.js';

/** The operator's status in our words, from the objects and never from its Ready alone. */
export function observeCluster(cluster: DatabaseCluster, observed: Observed): ClusterObservation {
  const view = viewOf(cluster, observed);
  const { upstream } = view;
  const verdict = derivePhase(view);
  const wanted = upstream?.spec.replicas ?? 0;
  return {
    ...verdict,
    conditions: conditionsOf({
      Ready: assessPrimary(view, wanted, verdict),
      HighlyAvailable: upstream && assessStandbys(view, wanted),
      StorageHealthy: assessVolumes(view.volumes),
      MonitoringReady: assessMonitoring(view),
    }),
    version: runningVersion(view),
    size: upstream && view.members.length,
    readyMembers: readyMembers(view).length,
    members: view.members,
    primary: upstream?.status?.currentPrimary,
    endpoints: listEndpoints(view),
    archive: archiveOf(view),
    warnings: listWarnings(view),
    effective: upstream && effectiveSettings(view),
    upstream: upstream && referenceTo(MARIADB, upstream, { phase: conditionOf(view, 'Ready')?.message }),
  };
}

/** No log goes there: what arrives are backups, and each tells of itself. */
function archiveOf({ upstream }: ClusterView): ObservedArchive | undefined {
  const archive = toldArchiveOf(upstream);
  return archive && { ...archive, shipping: 'Unknown' };
}

/** The primary is replaced last, so a rollout that is under way still shows the version that serves. */
const runningVersion = (view: ClusterView): string | undefined =>
  primaryOf(view)?.version ?? versionOfImage(view.upstream?.spec.image);

const effectiveSettings = ({ upstream, volumes }: ClusterView): EffectiveSettings => ({
  version: versionOfImage(upstream?.spec.image),
  image: upstream?.spec.image,
  storageClassName: storageClassOf(volumes[0]),
});
