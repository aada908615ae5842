import { ordinalOf } from '../mechanics/stateful-sets/stateful-set.js';
import { isPodReady } from '../mechanics/workloads.js';
import type { ComponentView } from './component.js';

/** Numbers of pods that are there and that the set does not ask for any more. */
export const ordinalsLeaving = ({ set, setName, pods }: ComponentView): number[] =>
  pods
    .map(({ metadata }) => ordinalOf(setName, metadata.name) ?? 0)
    .filter((ordinal) => ordinal >= (set?.spec.replicas ?? 0));

export const readyPods = ({ pods }: ComponentView): ComponentView['pods'] => pods.filter(isPodReady);

/** As many pods as are asked for, all of them ready. */
export const isComplete = (component: ComponentView): boolean =>
  component.pods.length === component.size && readyPods(component).length === component.size;

/** Complete, and all pods run what is asked for now: judged by themselves, since a set may not have been looked at yet. */
export const runsItsImage = (component: ComponentView): boolean =>
  isComplete(component) &&
  component.pods.every(({ spec }) => spec.containers.some(({ image }) => image === component.image));
