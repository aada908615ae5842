import { POD, type UntypedObject } from '../../../kube/meta/index.js';
import type { ChildAction } from '../../contract/index.js';
import { deletionOf, isStaying, troubleOf } from '../../contract/objects/index.js';
import { movedPrimaryOf } from '../../contract/operations/index.js';
import { isCurrent } from '../status/change-under-way.js';
import type { Situation } from './situation.js';

/** Before the operator replaces the primary, it hands the role over. */
export const movedPrimary = (situation: Situation): { newPrimary: string } | undefined =>
  movedPrimaryOf(situation, situation.upstream.status?.currentPrimary);

export const arePodsCurrent = ({ view, upstream }: Situation): boolean =>
  view.pods.every((pod) => isCurrent(upstream, pod));

/** The operator goes on only while everybody is ready: a pod that does not come up would keep its own replacement away. */
export const replaceStuckPods = ({ view, upstream }: Situation): ChildAction[] =>
  view.pods
    .filter((pod: UntypedObject) => isStaying(pod) && troubleOf(pod) !== undefined && !isCurrent(upstream, pod))
    .map((pod) => deletionOf(POD, pod));
