import { STATEFUL_SET } from '../../../../kube/meta/index.js';
import { createMergePatch } from '../../../../kube/writes/merge-patch.js';
import { create, patch, remove } from '../../mechanics/actions.js';
import type { StatefulSet } from '../../mechanics/stateful-sets/stateful-set.js';
import { isTerminating } from '../../mechanics/workloads.js';
import { buildSet } from '../builders/stateful-set.js';
import type { ComponentView } from '../component.js';
import type { Action, Rule } from '../step.js';
import { ordinalsLeaving } from '../replicas.js';
import { waitFor } from '../step.js';
import type { ClusterView } from '../view.js';
import { ANNOTATION } from '../well-known.js';
import { isResizing, storageAsked } from './volumes.js';

/** Every component has its StatefulSet as the specification has it; sets of components that are gone go too. */
export const syncSets: Rule = (view) => {
  if (view.components.some(({ set }) => set && isTerminating(set))) return waitFor('a StatefulSet is on its way out');
  const wanted = new Set(view.components.map(({ setName }) => setName));
  const actions = [
    ...view.sets
      .filter((set) => !wanted.has(set.metadata.name) && !isTerminating(set))
      .map((set) => remove(STATEFUL_SET, set)),
    ...view.components.flatMap((component) => syncSet(view, component)),
  ];
  return actions.length === 0 ? undefined : { because: 'StatefulSets differ', actions, isSilent: true };
};

function syncSet(view: ClusterView, component: ComponentView): Action[] {
  const { engine, cluster } = view;
  const { set } = component;
  const replicas = nextReplicas(view, component);
  const wanted = buildSet(cluster, component, { app: engine.app, replicas, storage: storageAsked(component) });
  if (!set) return [create(STATEFUL_SET, wanted)];
  // Until volumes have grown the set is to be made anew, and is left alone.
  if (isResizing(view, component)) return [];
  const isUpToDate =
    set.metadata.annotations?.[ANNOTATION.lastWish] === wanted.metadata.annotations?.[ANNOTATION.lastWish];
  if (isUpToDate) return set.spec.replicas === replicas ? [] : [patch(STATEFUL_SET, set, { spec: { replicas } })];
  return [patch(STATEFUL_SET, set, bringUpToDate(set, wanted))];
}

/** Annotations that somebody put on the template by hand, as kubectl does to restart pods, stay until the next change. */
function bringUpToDate(set: StatefulSet, wanted: StatefulSet): Record<string, unknown> {
  const { replicas, updateStrategy, template } = wanted.spec;
  return {
    metadata: { annotations: wanted.metadata.annotations },
    spec: {
      replicas,
      updateStrategy: { ...updateStrategy, ...(updateStrategy?.type === 'OnDelete' ? { rollingUpdate: null } : {}) },
      template: createMergePatch(set.spec.template, template) ?? {},
    },
  };
}

/** One pod at a time goes; routers go before those whom they lead to, and nobody while a backup is being taken. */
function nextReplicas(view: ClusterView, component: ComponentView): number {
  const { set, size } = component;
  const current = set?.spec.replicas ?? size;
  if (size >= current) return size;
  const routersRemain = view.components.some(({ role, pods }) => role === 'router' && pods.length > 0);
  const isHeld = size === 0 && (view.isBackingUp || (component.role !== 'router' && routersRemain));
  if (isHeld || ordinalsLeaving(component).length > 0) return current;
  return size === 0 ? 0 : current - 1;
}
