import { apiVersionOf, type UntypedObject } from '../../kube/meta/index.js';
import type { DatabaseCluster, EffectiveSettings, UpstreamReference } from '../../resources/database-cluster/index.js';
import type { ClusterObservation, Observed } from '../contract/index.js';
import { versionOfImage } from './image-version.js';
import { observeArchive } from './status/archive.js';
import { listConditions } from './status/conditions.js';
import { listEndpoints } from './status/endpoints.js';
import { derivePhase } from './status/phase.js';
import { runningVersion } from './status/running-version.js';
import { readyMembers, viewOf } from './status/view.js';
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
    upstream: view.upstream && referenceTo(view.upstream, view.pods),
  };
}

function effectiveSettings({ spec }: CnpgCluster, volumes: readonly UntypedObject[]): EffectiveSettings {
  const data = volumes.find(({ metadata }) => metadata.labels?.[CNPG_LABELS.pvcRole] === 'PG_DATA');
  return {
    version: versionOfImage(spec.imageName),
    image: spec.imageName,
    storageClassName: data?.spec?.storageClassName as string | undefined,
  };
}

function referenceTo({ metadata, status }: CnpgCluster, pods: readonly UntypedObject[]): UpstreamReference {
  const annotated = pods.find((pod) => pod.metadata.annotations?.[CNPG_ANNOTATIONS.operatorVersion] !== undefined);
  return {
    apiVersion: apiVersionOf(CNPG_CLUSTER),
    kind: CNPG_CLUSTER.kind,
    name: metadata.name,
    phase: status?.phase,
    operatorVersion: annotated?.metadata.annotations?.[CNPG_ANNOTATIONS.operatorVersion],
  };
}
