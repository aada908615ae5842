import { compareQuantities, SERVICE, type UntypedObject } from '../../../kube/meta/index.js';
import { canonicalJson } from '../../../kube/writes/index.js';
import { externalServiceName } from '../names.js';
import { CNPG_LABELS, type CnpgCluster } from '../upstream.js';
import { capacityOf, sameResources } from '../../contract/objects/index.js';
import { wantedPodOf, type Placement } from './pods.js';
import type { ClusterView } from './view.js';

/**
 * True while something is not yet what the Cluster asks for. The operator reports no generation that it has seen, so
 * only the objects tell that a change has arrived.
 */
export function isChangeUnderWay(view: ClusterView): boolean {
  return hasStaleStatus(view) || hasStalePod(view) || hasStaleVolume(view) || hasStaleDoor(view);
}

function hasStaleStatus({ upstream }: ClusterView): boolean {
  const { spec, status = {} } = upstream!;
  const pairs = [
    [status.targetPrimary, status.currentPrimary],
    [status.instances, spec.instances],
    [status.image, spec.imageName],
  ];
  return pairs.some(([seen, wanted]) => seen !== undefined && seen !== wanted);
}

const hasStalePod = ({ upstream, pods }: ClusterView): boolean => pods.some((pod) => isStalePod(upstream!, pod));

/** Made for a specification that is no longer the Cluster's. */
export function isStalePod({ spec }: CnpgCluster, pod: UntypedObject): boolean {
  const { resources = {}, affinity, topologySpreadConstraints } = spec;
  const { nodeSelector, tolerations } = affinity ?? {};
  const wanted = wantedPodOf(pod);
  // A pod without the operator's note can't be judged, and must not look as if it never settled.
  if (!wanted) return false;
  const placement = { nodeSelector, tolerations, topologySpreadConstraints };
  return !sameResources(wanted.containers[0]?.resources ?? {}, resources) || !samePlacement(wanted, placement);
}

/** Rules of affinity are left out: the operator words them anew. */
function samePlacement(a: Placement, b: Placement): boolean {
  const essence = ({ nodeSelector, tolerations, topologySpreadConstraints }: Placement): string =>
    canonicalJson([nodeSelector ?? {}, tolerations ?? [], topologySpreadConstraints ?? []]);
  return essence(a) === essence(b);
}

function hasStaleVolume({ upstream, pods, volumes }: ClusterView): boolean {
  const { storage, walStorage } = upstream!.spec;
  const isTooSmall = volumes.some(
    (claim) => isSmaller(claim, 'PG_DATA', storage.size) || isSmaller(claim, 'PG_WAL', walStorage?.size),
  );
  return isTooSmall || (walStorage !== undefined && pods.some((pod) => !hasLogVolume(pod, volumes)));
}

function hasLogVolume(pod: UntypedObject, volumes: readonly UntypedObject[]): boolean {
  const member = pod.metadata.name;
  return volumes.some(
    ({ metadata: { labels } }) =>
      labels?.[CNPG_LABELS.pvcRole] === 'PG_WAL' && labels[CNPG_LABELS.instanceName] === member,
  );
}

/** The door to the outside is there as asked for, or not at all. */
function hasStaleDoor({ intent, upstream, observed }: ClusterView): boolean {
  const door = observed.get(SERVICE, externalServiceName(intent.metadata.name));
  return door?.spec?.type !== wantedDoorType(upstream!);
}

function wantedDoorType({ spec }: CnpgCluster): string | undefined {
  return spec.managed?.services.additional[0]?.serviceTemplate.spec.type;
}

/** Larger than asked for is right: storage classes round up. */
function isSmaller(claim: UntypedObject, role: string, wanted: string | undefined): boolean {
  const capacity = capacityOf(claim);
  if (wanted === undefined || capacity === undefined) return false;
  return claim.metadata.labels?.[CNPG_LABELS.pvcRole] === role && compareQuantities(capacity, wanted) < 0;
}
