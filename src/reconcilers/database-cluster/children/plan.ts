import type { ObjectKey, ResourceType, UntypedObject } from '../../../kube/meta/index.js';
import { coversDesired } from '../../../kube/writes/index.js';
import { ANNOTATIONS } from '../../../domain/naming.js';
import type { Observed, WatchedKind } from '../../../providers/contract/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { isOurs } from './ownership.js';

export interface StampedChild {
  readonly type: ResourceType;
  readonly object: UntypedObject;
}

export type ChildWrite =
  | { readonly do: 'create'; readonly child: StampedChild }
  | { readonly do: 'apply'; readonly child: StampedChild; readonly live: UntypedObject }
  | { readonly do: 'delete'; readonly type: ResourceType; readonly key: ObjectKey; readonly uid: string };

export interface ChildPlan {
  readonly writes: readonly ChildWrite[];
  /** Names that somebody else's objects hold. */
  readonly taken: readonly StampedChild[];
}

export interface PlanInput {
  readonly cluster: DatabaseCluster;
  readonly desired: readonly StampedChild[];
  readonly observed: Observed;
  readonly watches: readonly WatchedKind[];
  /** True when applying this very content to this very state was tried and the server kept something else. */
  readonly isSettled: (live: UntypedObject, hash: string) => boolean;
}

/** What it takes to make the children what they should be. Empty when nothing differs, whatever was written before. */
export function planChildren(input: PlanInput): ChildPlan {
  const served = input.desired.filter(({ type }) => input.observed.serves(type));
  const judged = served.map((child) => judgeChild(child, input));
  return {
    writes: [...judged.flatMap(({ write }) => write ?? []), ...planPrunes(input)],
    taken: judged.flatMap(({ taken }) => taken ?? []),
  };
}

function judgeChild(
  child: StampedChild,
  { cluster, observed, isSettled }: PlanInput,
): { write?: ChildWrite; taken?: StampedChild } {
  const live = observed.get(child.type, child.object.metadata.name);
  if (!live) return { write: { do: 'create', child } };
  if (!isOurs(cluster, live)) return { taken: child };
  // What is going away can't be mended; its DELETED event brings us back to make it anew.
  if (live.metadata.deletionTimestamp) return {};
  return isInSync(live, child.object, isSettled) ? {} : { write: { do: 'apply', child, live } };
}

/** The hash tells of fields that we no longer mean; the comparison tells of fields that somebody changed. */
function isInSync(live: UntypedObject, desired: UntypedObject, isSettled: PlanInput['isSettled']): boolean {
  const hash = hashOf(desired);
  if (hashOf(live) !== hash) return false;
  return coversDesired(live, desired) || isSettled(live, hash);
}

export function hashOf(object: UntypedObject): string {
  return object.metadata.annotations?.[ANNOTATIONS.appliedHash] ?? '';
}

/** What we made and mean no longer: a pooler without `spec.proxy`. Never a kind that holds data. */
function planPrunes({ cluster, desired, observed, watches }: PlanInput): ChildWrite[] {
  return watches
    .filter(({ prunable, type }) => prunable && observed.serves(type))
    .flatMap(({ type }) => observed.list(type).map((live) => ({ type, live })))
    .filter(({ live }) => isOurs(cluster, live) && !live.metadata.deletionTimestamp)
    .filter(
      ({ type, live }) =>
        !desired.some((child) => child.type === type && child.object.metadata.name === live.metadata.name),
    )
    .map(({ type, live: { metadata } }) => ({
      do: 'delete',
      type,
      key: { namespace: metadata.namespace, name: metadata.name },
      uid: metadata.uid!,
    }));
}
