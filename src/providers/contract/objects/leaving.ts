/** What every cleanup says and does step by step: the next look goes on from what is left. */
import type { ResourceType, UntypedObject } from '../../../kube/meta/index.js';
import type { ChildAction } from '../child-action.js';
import type { CleanupPlan } from '../cleanup.js';
import { deletionOf, isStaying, namesOf } from './child-actions.js';

/** Something of a database that is on its way out. */
export interface Leaving {
  readonly type: ResourceType;
  readonly object: UntypedObject;
}

/** Undefined when it has nothing left to do. */
export type CleanupStage<R> = (remains: R) => CleanupPlan | undefined;

/** The first stage that has something left to do. */
export function firstOf<R>(stages: readonly CleanupStage<R>[], remains: R): CleanupPlan | undefined {
  for (const stage of stages) {
    const plan = stage(remains);
    if (plan) return plan;
  }
  return undefined;
}

export const waiting = (actions: readonly (ChildAction | undefined)[], what: string): CleanupPlan => ({
  actions: actions.filter((action) => action !== undefined),
  waitingFor: `Waiting for ${what}.`,
  done: false,
});

export const waitFor = (objects: readonly UntypedObject[], what = 'to be removed'): CleanupPlan | undefined =>
  objects.length === 0 ? undefined : waiting([], `${namesOf(objects)} ${what}`);

export function removeAll(leaving: readonly Leaving[], further: readonly ChildAction[] = []): CleanupPlan | undefined {
  if (leaving.length === 0) return undefined;
  const objects = leaving.map(({ object }) => object);
  const deletions = leaving.map(({ type, object }) => deletionUnlessGoing(type, object));
  return waiting([...deletions, ...further], `${namesOf(objects)} to be removed`);
}

/** What is going already needs no second DELETE: it would only cost a request. */
export const deletionUnlessGoing = (
  type: ResourceType,
  object: Pick<UntypedObject, 'metadata'>,
): ChildAction | undefined => (isStaying(object) ? deletionOf(type, object) : undefined);
