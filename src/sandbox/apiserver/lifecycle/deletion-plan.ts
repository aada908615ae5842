import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { PropagationPolicy } from './delete-options.js';
import type { KindStrategy } from './kind-strategy.js';

export const ORPHAN_FINALIZER = 'orphan';
export const FOREGROUND_FINALIZER = 'foregroundDeletion';

/** What a DELETE does to an object: it goes, it is marked (in a new state), or it is marked already. */
export type DeletionPlan =
  | { readonly outcome: 'remove' }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'mark'; readonly object: UntypedObject };

export interface DeletionWish {
  readonly resource: ServedResource;
  readonly strategy: KindStrategy;
  readonly policy: PropagationPolicy | undefined;
  /** RFC 3339. */
  readonly now: string;
}

/** Pure: what to do with `live`. */
export function planDeletion(live: UntypedObject, wish: DeletionWish): DeletionPlan {
  const finalizers = finalizersFor(live.metadata.finalizers ?? [], wish.policy);
  const isMarked = live.metadata.deletionTimestamp !== undefined;
  if (isMarked && sameItems(finalizers, live.metadata.finalizers ?? [])) return { outcome: 'unchanged' };
  const object = isMarked ? withFinalizers(live, finalizers) : mark(withFinalizers(live, finalizers), wish);
  if (finalizers.length > 0 || wish.strategy.isHeld?.(object)) return { outcome: 'mark', object };
  return { outcome: 'remove' };
}

/** The garbage collector works by finalizers: what the client wants becomes one; no wish keeps those already there. */
function finalizersFor(current: readonly string[], policy: PropagationPolicy | undefined): string[] {
  if (policy === undefined) return [...current];
  const others = current.filter((finalizer) => finalizer !== ORPHAN_FINALIZER && finalizer !== FOREGROUND_FINALIZER);
  if (policy === 'Orphan') return [...others, ORPHAN_FINALIZER];
  return policy === 'Foreground' ? [...others, FOREGROUND_FINALIZER] : others;
}

function mark(object: UntypedObject, { resource, strategy, now }: DeletionWish): UntypedObject {
  const { metadata } = object;
  const generation = resource.hasGeneration ? { generation: (metadata.generation ?? 1) + 1 } : {};
  const marked = {
    ...object,
    metadata: { ...metadata, ...generation, deletionTimestamp: now, deletionGracePeriodSeconds: 0 },
  };
  return strategy.markDeleted?.(marked) ?? marked;
}

export function withFinalizers(object: UntypedObject, finalizers: readonly string[]): UntypedObject {
  const { finalizers: _replaced, ...metadata } = object.metadata;
  return { ...object, metadata: finalizers.length > 0 ? { ...metadata, finalizers: [...finalizers] } : metadata };
}

function sameItems(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
