import type { StatefulSet } from '../mechanics/stateful-sets/stateful-set.js';
import type { PersistentVolumeClaim, Pod } from '../mechanics/workloads.js';
import type { PodGroup } from './cluster.js';

/** What pods are for: they hold the data, the map of the shards, or lead clients to those that do. */
export type ComponentRole = 'data' | 'config' | 'router';

export interface ConfigurationWish {
  /** Of the ConfigMap. */
  readonly name: string;
  readonly key: string;
  readonly text: string;
}

/** One StatefulSet that a database should have, by its specification. */
export interface ComponentWish {
  /** As the operator's status calls it: `rs0`, `cfg`, `mongos`, `pxc`, `haproxy`, `proxysql`. */
  readonly name: string;
  readonly role: ComponentRole;
  readonly group: PodGroup;
  /** How many pods the specification asks for; none while it is paused. */
  readonly size: number;
  readonly image: string;
  readonly container: { readonly name: string; readonly ports: readonly { name: string; containerPort: number }[] };
  /** Labels of pods besides those of every pod of the database; the Service selects by all of them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Claims are called `<claimPrefix>-<pod>`; absent where pods have no volume. */
  readonly claimPrefix?: string;
  /** Absent where nothing is configured. */
  readonly configuration?: ConfigurationWish;
  /** Whether the operator replaces the pods itself, in an order of its own; Kubernetes does else. */
  readonly isRolledByOperator: boolean;
  /** Why the engine would end at its start, by its configuration and its data. */
  readonly refusal?: string;
  readonly budgetName: string;
}

/** The same with what Kubernetes has made of it. */
export interface ComponentView extends ComponentWish {
  readonly setName: string;
  readonly set: StatefulSet | undefined;
  /** By number. */
  readonly pods: readonly Pod[];
  /** By number, with those that pods have left behind. */
  readonly claims: readonly PersistentVolumeClaim[];
}
