import type { KubeClient } from '../../../kube/client/kube-client.js';
import type { Clock } from '../../../kube/clock.js';
import { SECRET } from '../../../kube/meta/index.js';
import { advanceDeployment } from '../mechanics/nodes/advance-deployment.js';
import { advanceServices } from '../mechanics/nodes/advance-services.js';
import type { Pace } from '../mechanics/pace.js';
import { firstOf } from '../mechanics/first-of.js';
import { RoundReconciler } from '../mechanics/round-reconciler.js';
import type { Secret } from '../mechanics/workloads.js';
import { forgeSecret, type SecretRecipe } from './builders/secrets.js';
import type { PerconaCaches } from './caches.js';
import type { PerconaCluster } from './cluster.js';
import type { PerconaEngine } from './engine.js';
import type { Step } from './step.js';
import { viewCluster, type ClusterView } from './view.js';

export interface PerconaReconcilerParts<C extends PerconaCluster> {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly engine: PerconaEngine<C>;
  readonly caches: PerconaCaches<C>;
  readonly pace: Pace;
}

/** The loop of one operator over its databases. */
export class PerconaReconciler<C extends PerconaCluster> extends RoundReconciler<
  C,
  ClusterView<C>,
  SecretRecipe,
  Step
> {
  constructor({ client, clock, engine, caches, pace }: PerconaReconcilerParts<C>) {
    super({
      type: engine.kinds.cluster,
      fieldManager: engine.fieldManager,
      client,
      clock,
      pace,
      forge: (recipe, cluster) =>
        forgeSecret(recipe, cluster, {
          now: clock.now(),
          readSecret: (name) => client.get<Secret>(SECRET, { namespace: cluster.metadata.namespace, name }),
        }),
      find: (key) => caches.databases.store.get(key),
      look: (cluster, key, now) => viewCluster(engine, cluster, { objects: caches.objectsOf(key), now }),
      moves: ({ services, failures }, key) => [
        ...advanceServices(services, failures),
        ...caches.deploymentsOf(key).flatMap(advanceDeployment),
      ],
      decide: (view) => firstOf(engine.rules, (rule) => rule(view)),
      foldStatus: (view, step) => (step?.isSilent ? view.cluster.status : engine.foldStatus(view, step?.error)),
    });
  }
}
