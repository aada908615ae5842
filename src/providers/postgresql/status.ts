import type { UntypedObject } from '../../kube/meta/index.js';
import type { DatabaseCluster, EffectiveSettings, UpstreamReference } from '../../resources/database-cluster/index.js';
import type { ClusterObservation, Observed } from '../contract/index.js';
import { readyMembers, referenceTo, storageClassOf } from '../contract/status/index.js';
import { versionOfImage } from './image-version.js';
import { observeArchive } from './status/archive.js';
import { listConditions } from './status/conditions.js';
import { listEndpoints } from './status/endpoints.js';
import { derivePhase } from './status/phase.js';
import { runningVersion } from './status/running-version.js';
import { viewOf } from './status/view.js';
import { listWarnings } from './status/warnings.js';
import { CNPG_ANNOTATIONS, CNPG_CLUSTER, CNPG_LABELS, type CnpgCluster } from './upstream.js';

/** The operator's status in our words, from the objects and never from its phase alone. */
export function observeCluster(cluster: DatabaseCluster, observed: Observed): ClusterObservation {
  const view = viewOf(cluster, observed);
  const verdict = derivePhase(view);
  const version = runningVersion(view);
  return {
    ...verdict,
    conditions: listConditions(view, verdict),
    version,
    size: view.upstream?.status?.instances,
    readyMembers: readyMembers(view).length,
    members: view.members,
    primary: view.upstream?.status?.currentPrimary,
    endpoints: listEndpoints(view),
    warnings: listWarnings(view),
    archive: observeArchive(view),
    effective: view.upstream && effectiveSettings(view.upstream, view.volumes),
    upstream: view.upstream && describeUpstream(view.upstream, view.pods),
  };
}

function effectiveSettings({ spec }: CnpgCluster, volumes: readonly UntypedObject[]): EffectiveSettings {
  const data = volumes.find(({ metadata }) => metadata.labels?.[CNPG_LABELS.pvcRole] === 'PG_DATA');
  return { version: versionOfImage(spec.imageName), image: spec.imageName, storageClassName: storageClassOf(data) };
}

function describeUpstream(upstream: CnpgCluster, pods: readonly UntypedObject[]): UpstreamReference {
  const versions = pods.map(({ metadata }) => metadata.annotations?.[CNPG_ANNOTATIONS.operatorVersion]);
  const operatorVersion = versions.find((version) => version !== undefined);
  return referenceTo(CNPG_CLUSTER, upstream, { phase: upstream.status?.phase, operatorVersion });
}
