/** What every cleanup says and does step by step: the next look goes on from what is left. */
import { PERSISTENT_VOLUME_CLAIM, SECRET, type ResourceType, type UntypedObject } from '../../../kube/meta/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { ChildAction } from '../child-action.js';
import type { CleanupPlan } from '../cleanup.js';
import { deletionOf, isStaying, namesOf } from './child-actions.js';

/** Something of a database that is on its way out. */
export interface Leaving {
  readonly type: ResourceType;
  readonly object: UntypedObject;
}

export const allOf = (type: ResourceType, objects: readonly UntypedObject[]): Leaving[] =>
  objects.map((object) => ({ type, object }));

/** Nothing is left that was made for it. */
export const CLEAN: CleanupPlan = { actions: [], done: true };

/** A database that never ran has nothing to keep; `hasRun`: what its operator knows of that, and we may not. */
export function keepsVolumes(
  { spec, status }: DatabaseCluster,
  volumes: readonly UntypedObject[],
  hasRun = false,
): boolean {
  if (spec.deletionPolicy !== 'Retain' || volumes.length === 0) return false;
  return hasRun || status?.incarnation?.firstRunningAt !== undefined;
}

/** `recipe`: how a person gets at the data by the operator alone, as the part of a sentence. */
export function reportKept({ volumes, secrets = [] }: Keepsakes, recipe: string): CleanupPlan {
  const objects = [...volumes, ...secrets].map(({ metadata }) => metadata.name).sort();
  const [also, all] =
    secrets.length > 0
      ? [', and the Secrets the passwords that belong to it', 'claims and Secrets']
      : ['', 'the claims'];
  const howToUse =
    `The volume claims keep the data${also}; the name stays taken while the claims exist. To get at the data, ${recipe}. ` +
    `Delete ${all} when the data is no longer wanted.`;
  return { ...CLEAN, kept: { objects, howToUse } };
}

/** What a database leaves behind: its data, and passwords and keys without which the data is of no use. */
interface Keepsakes {
  readonly volumes: readonly UntypedObject[];
  readonly secrets?: readonly UntypedObject[];
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

/** Volumes, then what is of no use without them. */
export const removeVolumes = ({ volumes, secrets = [] }: Keepsakes): CleanupPlan =>
  removeAll(allOf(PERSISTENT_VOLUME_CLAIM, volumes)) ?? removeAll(allOf(SECRET, secrets)) ?? CLEAN;

/** What is going already needs no second DELETE: it would only cost a request. */
export const deletionUnlessGoing = (
  type: ResourceType,
  object: Pick<UntypedObject, 'metadata'>,
): ChildAction | undefined => (isStaying(object) ? deletionOf(type, object) : undefined);
