import { compareQuantities, sameQuantity, type UntypedObject } from '../../../kube/meta/index.js';
import { CNPG_LABELS, type ResourceRequirements } from '../upstream.js';
import { capacityOf } from './members.js';
import { wantedResourcesOf } from './pods.js';
import type { ClusterView } from './view.js';

type Amounts = Partial<ResourceRequirements>;

/**
 * True while something is not yet what the Cluster asks for. The operator reports no generation that it has seen, so
 * only the objects tell that a change has arrived.
 */
export function isChangeUnderWay(view: ClusterView): boolean {
  return hasStaleStatus(view) || hasStaleMember(view);
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

function hasStaleMember({ upstream, pods, volumes }: ClusterView): boolean {
  const { resources = {}, storage, walStorage } = upstream!.spec;
  return (
    pods.some((pod) => hasOtherResources(pod, resources)) ||
    volumes.some((claim) => isSmaller(claim, 'PG_DATA', storage.size) || isSmaller(claim, 'PG_WAL', walStorage?.size))
  );
}

function hasOtherResources(pod: UntypedObject, wanted: Amounts): boolean {
  const given = wantedResourcesOf(pod);
  // A pod without the operator's note can't be judged, and must not look as if it never settled.
  return given !== undefined && !sameResources(given, wanted);
}

const AMOUNTS = (['requests', 'limits'] as const).flatMap((kind) =>
  (['cpu', 'memory'] as const).map((name) => ({ kind, name })),
);

function sameResources(a: Amounts, b: Amounts): boolean {
  return AMOUNTS.every(({ kind, name }) => sameQuantity(a[kind]?.[name], b[kind]?.[name]));
}

/** Larger than asked for is right: storage classes round up. */
function isSmaller(claim: UntypedObject, role: string, wanted: string | undefined): boolean {
  const capacity = capacityOf(claim);
  if (wanted === undefined || capacity === undefined) return false;
  return claim.metadata.labels?.[CNPG_LABELS.pvcRole] === role && compareQuantities(capacity, wanted) < 0;
}
