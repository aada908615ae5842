import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import type { Informer } from '../../../../kube/informer/index.js';
import {
  mapped,
  primary,
  type ReconcileContext,
  type Reconciler,
  type Result,
  type WatchSource,
} from '../../../../kube/manager/index.js';
import type { KubeObject, ObjectKey } from '../../../../kube/meta/index.js';
import { plainExecutor, type ActionsExecutor } from '../../mechanics/execute-actions.js';
import { failuresOf } from '../failures.js';
import { podSetName } from '../names.js';
import type { KafkaCaches } from '../reconcile/kafka-caches.js';
import { FIELD_MANAGER, LABEL } from '../well-known.js';
import { advancePodSet, type PodSetView } from './advance-pod-set.js';

const podSetKeyOf = ({ metadata }: KubeObject): ObjectKey[] => {
  const { [LABEL.cluster]: cluster, [LABEL.poolName]: pool } = metadata.labels ?? {};
  return cluster && pool ? [{ namespace: metadata.namespace, name: podSetName(cluster, pool) }] : [];
};

export interface PodSetReconcilerParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly caches: KafkaCaches;
}

/** Pods and volumes of one pool: made by the PodSets' own loop, and moved as nodes and storage move them. Knows no pause. */
export class PodSetReconciler implements Reconciler {
  private readonly executor: ActionsExecutor<never, never>;

  constructor(private readonly parts: PodSetReconcilerParts) {
    this.executor = plainExecutor(parts.client, FIELD_MANAGER);
  }

  sources(): WatchSource[] {
    const { databases: kafkas, podSets, pods, claims } = this.parts.caches;
    const members = [pods, claims] as unknown as Informer<KubeObject>[];
    return [
      primary(podSets),
      ...members.map((informer) => mapped(informer, podSetKeyOf)),
      // Orders to fail are on the Kafka.
      mapped(kafkas, (kafka) => this.parts.caches.objectsOf(kafka.metadata).podSets.flatMap(podSetKeyOf)),
    ];
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    await this.executor.execute(advancePodSet(this.view(key)), undefined, ctx);
  }

  private view(key: ObjectKey): PodSetView {
    const { caches, clock } = this.parts;
    const podSet = caches.podSets.store.get(key);
    const isMember = (object: KubeObject): boolean => podSetKeyOf(object).some(({ name }) => name === key.name);
    const inNamespace = <T extends KubeObject>(informer: Informer<T>): T[] =>
      informer.store.list(key.namespace).filter(isMember);
    const cluster = podSet?.metadata.labels?.[LABEL.cluster];
    const kafka =
      cluster === undefined ? undefined : caches.databases.store.get({ namespace: key.namespace, name: cluster });
    return {
      podSet,
      pods: inNamespace(caches.pods),
      claims: inNamespace(caches.claims),
      failures: failuresOf(kafka),
      now: clock.now(),
    };
  }
}
