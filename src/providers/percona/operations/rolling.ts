import { POD, type UntypedObject } from '../../../kube/meta/index.js';
import type { Disruption, OperationResult } from '../../../resources/ops-request/index.js';
import type { ChildAction } from '../../contract/index.js';
import {
  deletionOf,
  isOfLatestRevision,
  isSeenByKubernetes,
  isStaying,
  troubleOf,
} from '../../contract/objects/index.js';
import { movedPrimaryOf } from '../../contract/operations/index.js';
import type { ComponentRole, ComponentView } from '../component.js';
import { componentOf, ofRole } from '../view.js';
import { dataOf, membersBefore, primaryIn, wasPrimary, type Situation } from './situation.js';

/** As both operators go about it: those who know where the data is, those who have it, those who lead to it. */
const IN_TURN: readonly ComponentRole[] = ['config', 'data', 'router'];

/** Within a StatefulSet from the highest number down, and its primary last. */
export const rollingOrder = (
  situation: Situation,
  isMeant: (component: ComponentView) => boolean = () => true,
): string[] =>
  IN_TURN.flatMap((role) => ofRole(situation.view, role))
    .filter(isMeant)
    .flatMap((component) => turnsOf(situation, component));

function turnsOf(situation: Situation, component: ComponentView): string[] {
  const names = membersBefore(situation, component).reverse();
  const isLast = (name: string): boolean => wasPrimary(situation, name);
  return [...names.filter((name) => !isLast(name)), ...names.filter(isLast)];
}

export const dataOrder = (situation: Situation): string[] => rollingOrder(situation, ({ role }) => role === 'data');

/** A member that has no other of its kind is missed while it restarts. */
export const rollingDisruption = (situation: Situation): Disruption =>
  dataOf(situation).every((component) => membersBefore(situation, component).length > 1) ? 'Rolling' : 'Downtime';

/** Made from the definition that stands, as far as Kubernetes has looked at it. */
export function isCurrent({ view }: Pick<Situation, 'view'>, pod: UntypedObject): boolean {
  const set = componentOf(view, pod.metadata.name)?.set;
  return set !== undefined && isSeenByKubernetes(set) && isOfLatestRevision(set, pod);
}

/**
 * Pods of a former definition that do not come up. Neither operator replaces them, for each waits for the member that it
 * has replaced last; nobody is served by them.
 */
export const replaceStuckPods = (situation: Pick<Situation, 'view'>): ChildAction[] =>
  situation.view.components.flatMap(({ set, pods }) =>
    pods
      .filter((pod) => set !== undefined && isSeenByKubernetes(set) && !isOfLatestRevision(set, pod))
      .filter((pod) => isStaying(pod) && troubleOf(pod) !== undefined)
      .map((pod) => deletionOf(POD, pod)),
  );

/** Of a database with one primary; shards have one each, and peers none. */
export function movedPrimary(situation: Situation): OperationResult | undefined {
  const [only, ...others] = dataOf(situation);
  return only && others.length === 0 ? movedPrimaryOf(situation, primaryIn(situation, only)) : undefined;
}
