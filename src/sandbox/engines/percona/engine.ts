import type { KubeClient } from '../../../kube/client/kube-client.js';
import type { Clock } from '../../../kube/clock.js';
import type { SharedInformers } from '../../../kube/informer/index.js';
import type { Reconciler, WatchSource } from '../../../kube/manager/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { OperatorIdentity } from '../mechanics/operator-presence.js';
import type { Pace } from '../mechanics/pace.js';
import type { CachedEngine, PerconaCaches } from './caches.js';
import type { PerconaCluster } from './cluster.js';
import type { Rule } from './step.js';
import type { ClusterView, ViewedEngine } from './view.js';

/** What the operator does beside the database itself: backups and restores have loops of their own. */
export interface ExtraController {
  readonly name: string;
  readonly reconciler: Reconciler;
  readonly sources: readonly WatchSource[];
}

export interface ControllerParts<C extends PerconaCluster> {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly informers: SharedInformers;
  readonly caches: PerconaCaches<C>;
  readonly newPace: () => Pace;
}

/** Where one operator differs from the other. Pure functions of its objects, but for the controllers. */
export interface PerconaEngine<C extends PerconaCluster = PerconaCluster> extends CachedEngine<C>, ViewedEngine<C> {
  readonly operator: OperatorIdentity;
  readonly crds: () => readonly UntypedObject[];
  /** The operator's round, in its order. */
  readonly rules: readonly Rule<C>[];
  /** What the operator says at the end of a round, or of one that has failed. */
  readonly foldStatus: (view: ClusterView<C>, error: string | undefined) => C['status'];
  readonly controllers: (parts: ControllerParts<C>) => readonly ExtraController[];
}
