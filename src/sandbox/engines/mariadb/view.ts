import { isPodReady, isTerminating } from '../mechanics/workloads.js';
import { isOwnedBy } from '../mechanics/ownership.js';
import type { StatefulObjects } from '../mechanics/caches/stateful-caches.js';
import { isAtRevision, ordinalOf, type StatefulSet } from '../mechanics/stateful-sets/stateful-set.js';
import type { Pod, Secret } from '../mechanics/workloads.js';
import { failuresOf, type Failures } from './failures.js';
import type { Mariadb, PhysicalBackup } from './mariadb.js';

/** Everything around a database, as the caches have it. */
export interface MariadbObjects extends StatefulObjects {
  /** Patterns and copies alike. */
  readonly backups: readonly PhysicalBackup[];
}

/** Everything a decision may look at. */
export interface MariadbView extends Omit<MariadbObjects, 'secret'> {
  readonly mariadb: Mariadb;
  readonly set?: StatefulSet;
  readonly primaryIndex: number;
  /** Of its namespace. */
  readonly secret: (name: string) => Secret | undefined;
  readonly failures: Failures;
  readonly now: Date;
}

export function viewMariadb(mariadb: Mariadb, objects: MariadbObjects, now: Date): MariadbView {
  return {
    ...objects,
    mariadb,
    set: objects.sets.find((set) => set.metadata.name === mariadb.metadata.name && isOwnedBy(set.metadata, mariadb)),
    secret: (name) => objects.secret({ namespace: mariadb.metadata.namespace, name }),
    primaryIndex: mariadb.status?.currentPrimaryPodIndex ?? 0,
    failures: failuresOf(mariadb),
    now,
  };
}

export const podNameOf = ({ mariadb }: Pick<MariadbView, 'mariadb'>, index: number): string =>
  `${mariadb.metadata.name}-${index}`;

export const podOf = (view: Pick<MariadbView, 'mariadb' | 'pods'>, index: number): Pod | undefined =>
  view.pods.find(({ metadata }) => metadata.name === podNameOf(view, index));

export const indexOf = ({ mariadb }: Pick<MariadbView, 'mariadb'>, pod: Pod): number =>
  ordinalOf(mariadb.metadata.name, pod.metadata.name) ?? -1;

export const isReady = (view: MariadbView, index: number): boolean => isPodReady(podOf(view, index));

/** As its Secret has it; undefined while there is none. */
export function rootPasswordOf({ mariadb, secret }: Pick<MariadbView, 'mariadb' | 'secret'>): string | undefined {
  const ref = mariadb.spec.rootPasswordSecretKeyRef;
  const encoded = ref && secret(ref.name)?.data?.[ref.key];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
}

/** As the StatefulSet has them, and not yet as they are asked for. */
export const areAllReady = ({ set, pods }: MariadbView): boolean =>
  set !== undefined &&
  pods.length === (set.spec.replicas ?? 0) &&
  pods.every((pod) => isPodReady(pod) && !isTerminating(pod));

export const stalePods = ({ set, pods }: MariadbView): Pod[] =>
  pods.filter((pod) => set?.status?.updateRevision !== undefined && !isAtRevision(pod, set.status.updateRevision));
