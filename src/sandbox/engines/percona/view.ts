import type { KubeObject } from '../../../kube/meta/index.js';
import { isOwnedBy } from '../mechanics/ownership.js';
import type { StatefulObjects } from '../mechanics/caches/stateful-caches.js';
import { ordinalOf } from '../mechanics/stateful-sets/stateful-set.js';
import type { ConfigMap } from './builders/config-maps.js';
import type { DisruptionBudget } from './builders/disruption-budgets.js';
import type { PerconaCluster } from './cluster.js';
import type { ComponentView, ComponentWish } from './component.js';
import type { EngineFacts } from './engine-facts.js';
import { failuresOf, type Failures } from './failures.js';

/** Everything around a database that carries its label, as the caches have it. */
export interface ClusterObjects extends StatefulObjects {
  readonly maps: readonly ConfigMap[];
  readonly budgets: readonly DisruptionBudget[];
  /** Orders that name the database, in whatever state. */
  readonly backups: readonly KubeObject[];
  readonly restores: readonly KubeObject[];
}

/** Everything a decision may look at. */
export interface ClusterView<C extends PerconaCluster = PerconaCluster> extends ClusterObjects {
  readonly engine: EngineFacts;
  readonly cluster: C;
  readonly components: readonly ComponentView[];
  readonly isBackingUp: boolean;
  readonly isRestoring: boolean;
  readonly failures: Failures;
  readonly now: Date;
}

/** What has to be known of an operator to look at one of its databases. */
export interface ViewedEngine<C extends PerconaCluster> extends EngineFacts {
  readonly componentsOf: (cluster: C, situation: { readonly isRestoring: boolean }) => readonly ComponentWish[];
}

export function viewCluster<C extends PerconaCluster>(
  engine: ViewedEngine<C>,
  cluster: C,
  { objects, now }: { objects: ClusterObjects; now: Date },
): ClusterView<C> {
  // What belongs to a namesake that is being collected is nobody's.
  const isMine = ({ metadata }: KubeObject): boolean => isOwnedBy(metadata, cluster);
  const mine = {
    ...objects,
    sets: objects.sets.filter(isMine),
    services: objects.services.filter(isMine),
    maps: objects.maps.filter(isMine),
    budgets: objects.budgets.filter(isMine),
  };
  const isRestoring = objects.restores.some(engine.isRestoreActive);
  return {
    ...mine,
    engine,
    cluster,
    components: engine.componentsOf(cluster, { isRestoring }).map((wish) => viewComponent(cluster, wish, mine)),
    isBackingUp: objects.backups.some(engine.isBackupActive),
    isRestoring,
    failures: failuresOf(cluster),
    now,
  };
}

export const setNameOf = (cluster: KubeObject, { name }: Pick<ComponentWish, 'name'>): string =>
  `${cluster.metadata.name}-${name}`;

function viewComponent(cluster: KubeObject, wish: ComponentWish, objects: ClusterObjects): ComponentView {
  const setName = setNameOf(cluster, wish);
  const claimSet = wish.claimPrefix && `${wish.claimPrefix}-${setName}`;
  return {
    ...wish,
    setName,
    set: objects.sets.find(({ metadata }) => metadata.name === setName),
    pods: inOrder(setName, objects.pods),
    claims: claimSet ? inOrder(claimSet, objects.claims) : [],
  };
}

/** Those of the set by their names, by number. */
export const inOrder = <T extends KubeObject>(set: string, objects: readonly T[]): T[] =>
  objects
    .flatMap((object) => {
      const ordinal = ordinalOf(set, object.metadata.name);
      return ordinal === undefined ? [] : [{ object, ordinal }];
    })
    .sort((a, b) => a.ordinal - b.ordinal)
    .map(({ object }) => object);

export const componentNamed = (view: ClusterView, name: string): ComponentView | undefined =>
  view.components.find((component) => component.name === name);
