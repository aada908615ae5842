import type { UntypedObject } from '../../kube/meta/index.js';
import type { ResourceRequirements, StatefulSet } from '../contract/objects/index.js';
import type { PodGroupStatus } from './upstream.js';

/** What the pods of a StatefulSet are for: they hold the data, the map of the shards, or lead clients to those that do. */
export type ComponentRole = 'data' | 'config' | 'router';

/** One StatefulSet of a database, as the operator names it and as its object asks for it now. */
export interface Component {
  /** As the operator's own status and labels call it: `rs0`, `cfg`, `mongos`, `pxc`, `haproxy`, `proxysql`. */
  readonly name: string;
  readonly role: ComponentRole;
  readonly statefulSet: string;
  /** The container that runs the engine or the proxy. */
  readonly container: string;
  /** Claims are called `<claimPrefix>-<pod>`; absent where pods have no volume. */
  readonly claimPrefix?: string;
  readonly asks: PodsAsked;
  readonly reported?: PodGroupStatus;
}

/** What the operator's object asks of the pods, in comparable form. */
export interface PodsAsked {
  readonly size: number;
  readonly image?: string;
  readonly resources?: ResourceRequirements;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly storageSize?: string;
}

/** One StatefulSet with what Kubernetes has made of it. */
export interface ComponentView extends Component {
  readonly set?: StatefulSet;
  /** By number. */
  readonly pods: readonly UntypedObject[];
  readonly claims: readonly UntypedObject[];
}

export const podNameOf = ({ statefulSet }: Pick<Component, 'statefulSet'>, ordinal: number): string =>
  `${statefulSet}-${ordinal}`;

/** Undefined where pods have no volume. */
export const claimNameOf = ({ claimPrefix }: Pick<Component, 'claimPrefix'>, pod: string): string | undefined =>
  claimPrefix === undefined ? undefined : `${claimPrefix}-${pod}`;
