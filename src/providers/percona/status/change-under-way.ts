import { capacityOf, isAtLeast, isOfLatestRevision, isSeenByKubernetes } from '../../contract/objects/index.js';
import type { ComponentView } from '../component.js';
import { RESIZE_IN_PROGRESS, type PerconaCluster } from '../upstream.js';
import type { PerconaView } from '../view.js';

/** The operator's last round that ended well was about what is asked for now. */
export const isSeen = ({ metadata, status }: PerconaCluster): boolean =>
  (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);

/**
 * What is not yet as it was asked for, as a part of a sentence; undefined when everything is. The operator's own state may
 * be that of before the change for a moment, so the StatefulSets are asked too.
 */
export function describeChange({ upstream, components }: PerconaView): string | undefined {
  if (!upstream) return undefined;
  const growing = describeGrowth(upstream, components);
  if (growing !== undefined) return growing;
  if (!isSeen(upstream)) return 'The operator is at work on the last change';
  const rolling = components.map(describeComponent).find((text) => text !== undefined);
  return rolling ?? describeDelay(upstream);
}

function describeGrowth({ metadata }: PerconaCluster, components: readonly ComponentView[]): string | undefined {
  const small = components.map(describeSmallVolumes).find((text) => text !== undefined);
  const objects = [metadata, ...components.map(({ set }) => set?.metadata)];
  const isMarked = objects.some((object) => object?.annotations?.[RESIZE_IN_PROGRESS] !== undefined);
  return small ?? (isMarked ? 'The operator enlarges the volumes' : undefined);
}

/** Larger than asked for is right: operator and storage classes round up. */
function describeSmallVolumes({ name, claims, asks }: ComponentView): string | undefined {
  const small = claims.filter((claim) => {
    const capacity = capacityOf(claim);
    return capacity !== undefined && asks.storageSize !== undefined && !isAtLeast(capacity, asks.storageSize);
  });
  if (small.length === 0) return undefined;
  return `${small.length} of ${claims.length} volumes of ${name} are still to grow to ${asks.storageSize}`;
}

/** Undefined when its pods are of the kind that is asked for; whether all are there and serve is another question. */
export function describeComponent({ name, set, pods, asks }: ComponentView): string | undefined {
  if (!set) return `The pods of ${name} are still to be made`;
  if (!isSeenByKubernetes(set)) return `The pods of ${name} are about to change`;
  const { replicas = 0 } = set.spec;
  const latest = pods.filter((pod) => isOfLatestRevision(set, pod)).length;
  if (latest < pods.length) return `${latest} of ${asks.size} pods of ${name} are as they shall be`;
  // Where the set has as many as it shall, one that is not there was lost, and Kubernetes brings it back.
  return replicas === asks.size && pods.length <= asks.size
    ? undefined
    : `${pods.length} of ${asks.size} pods of ${name} are there`;
}

/** A backup, or a member that is not well, holds a change of the pods back. */
function describeDelay({ status }: PerconaCluster): string | undefined {
  const delay = status?.conditions?.find(({ type }) => type === 'pendingSmartUpdate');
  return delay?.status === 'True' ? 'The operator holds the replacement of pods back until it may' : undefined;
}
