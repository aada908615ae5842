import type { UntypedObject } from '../../../kube/meta/index.js';
import {
  capacityOf,
  containerOf,
  isAtLeast,
  isOfLatestRevision,
  isSeenByKubernetes,
  isStaying,
  sameResources,
} from '../../contract/objects/index.js';
import { coversDesired } from '../../../kube/writes/index.js';
import { MARIADB_CONTAINER, type Mariadb } from '../upstream.js';
import type { ClusterView } from './view.js';

/** Made for what is asked for now. The operator reports no generation, so the pods are compared themselves. */
export function isCurrent({ spec }: Mariadb, pod: UntypedObject): boolean {
  const container = containerOf(pod, MARIADB_CONTAINER);
  return (
    container?.image === spec.image &&
    sameResources(container.resources ?? {}, spec.resources ?? {}) &&
    coversDesired(pod.metadata.annotations ?? {}, spec.podMetadata.annotations)
  );
}

/** What is not yet as it was asked for, as the beginning of a sentence; undefined when everything is. */
export function describeChange(view: ClusterView): string | undefined {
  const { upstream, set, pods } = view;
  if (!upstream) return undefined;
  const wanted = upstream.spec.replicas;
  if (!set || !isSeenByKubernetes(set) || set.spec.replicas !== wanted) return 'The operator is at work';
  if (pods.length > wanted) return `There are ${pods.length} members, ${wanted} are wanted`;
  const current = pods.filter((pod) => isStaying(pod) && isOfLatestRevision(set, pod) && isCurrent(upstream, pod));
  // One that is not there was lost, and Kubernetes brings it back.
  if (current.length < pods.length) return `${current.length} of ${wanted} members are as they shall be`;
  return describeGrowth(view);
}

/** Larger than asked for is right: storage classes round up. */
function describeGrowth({ upstream, volumes }: ClusterView): string | undefined {
  const size = upstream!.spec.storage.size;
  const small = volumes.filter((claim) => capacityOf(claim) !== undefined && !isAtLeast(capacityOf(claim), size));
  return small.length > 0 ? `${small.length} of ${volumes.length} volumes are still to grow to ${size}` : undefined;
}
