import type { KubeClient } from '../../../kube/client/kube-client.js';
import type { Clock } from '../../../kube/clock.js';
import type { SharedInformers } from '../../../kube/informer/index.js';
import type { Reconciler, WatchSource } from '../../../kube/manager/index.js';
import type { KubeObject, ResourceType, UntypedObject } from '../../../kube/meta/index.js';
import type { OperatorIdentity } from '../mechanics/operator-presence.js';
import type { Pace } from '../mechanics/pace.js';
import type { PerconaCaches } from './caches.js';
import type { PerconaCluster } from './cluster.js';
import type { ComponentWish } from './component.js';
import type { Rule } from './step.js';
import type { ClusterView } from './view.js';

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

/** What is to be known of an operator, whatever object it looks at. */
export interface EngineFacts {
  readonly name: string;
  /** The operator's word for its software, in labels of everything it makes. */
  readonly app: string;
  readonly fieldManager: string;
  readonly kinds: { readonly cluster: ResourceType; readonly backup: ResourceType; readonly restore: ResourceType };
  /** The behaviour level that it writes into objects which name none. */
  readonly crVersion: string;
  /** What it begins with when it refuses a specification. */
  readonly refusal: string;
  /** Where it writes down that volumes are growing. */
  readonly resizeMark: 'set' | 'cluster';
  /** Failures that a person may order besides those that both operators know. */
  readonly ownFailures: readonly string[];
  readonly isBackupActive: (backup: KubeObject) => boolean;
  readonly isRestoreActive: (restore: KubeObject) => boolean;
}

/** Where one operator differs from the other. Pure functions of its objects, but for the controllers. */
export interface PerconaEngine<C extends PerconaCluster = PerconaCluster> extends EngineFacts {
  readonly operator: OperatorIdentity;
  readonly crds: () => readonly UntypedObject[];
  /** Name of the cluster that a backup or a restore is for. */
  readonly clusterOf: (request: KubeObject) => string | undefined;
  readonly componentsOf: (cluster: C, situation: { readonly isRestoring: boolean }) => readonly ComponentWish[];
  /** Secrets that others write and the round reads: their changes begin one. */
  readonly secretNamesOf: (cluster: C) => readonly string[];
  /** The operator's round, in its order. */
  readonly rules: readonly Rule<C>[];
  /** What the operator says at the end of a round, or of one that has failed. */
  readonly foldStatus: (view: ClusterView<C>, error: string | undefined) => C['status'];
  readonly controllers: (parts: ControllerParts<C>) => readonly ExtraController[];
}
