import type { Informer, SharedInformers } from '../../../kube/informer/index.js';
import { mapped, type WatchSource } from '../../../kube/manager/index.js';
import { DEPLOYMENT, type KubeObject, type ObjectKey, type ResourceType } from '../../../kube/meta/index.js';
import { byLabel, byName, indexByDatabase, ofDatabase, type DatabaseOf } from '../mechanics/caches/belonging.js';
import { StatefulCaches } from '../mechanics/caches/stateful-caches.js';
import { CONFIG_MAP, POD_DISRUPTION_BUDGET } from '../mechanics/kinds.js';
import type { Deployment } from '../mechanics/workloads.js';
import type { ConfigMap } from './builders/config-maps.js';
import type { DisruptionBudget } from './builders/disruption-budgets.js';
import { managerOf } from './builders/metadata.js';
import type { PerconaCluster } from './cluster.js';
import type { EngineFacts } from './engine-facts.js';
import type { ClusterObjects } from './view.js';
import { LABEL } from './well-known.js';

/** The database that an object says it is of. */
export const clusterKeyOf = byLabel(LABEL.instance);

/** What has to be known of an operator to follow its objects. */
export interface CachedEngine<C extends PerconaCluster> extends EngineFacts {
  /** Name of the cluster that a backup or a restore is for. */
  readonly clusterOf: (request: KubeObject) => string | undefined;
  /** Secrets that others write and the round reads: their changes begin one. */
  readonly secretNamesOf: (cluster: C) => readonly string[];
}

/** Every cache that the loops of one operator read: only what it manages itself, and Secrets. */
export class PerconaCaches<C extends PerconaCluster> extends StatefulCaches<C> {
  readonly backups: Informer;
  readonly restores: Informer;
  private readonly deployments: Informer<Deployment>;
  private readonly maps: Informer<ConfigMap>;
  private readonly budgets: Informer<DisruptionBudget>;
  /** The database that a backup or a restore is for. */
  private readonly targetOf: DatabaseOf;

  constructor(informers: SharedInformers, engine: CachedEngine<C>) {
    super(informers, {
      type: engine.kinds.cluster,
      databaseOf: clusterKeyOf,
      labelSelector: `${LABEL.managedBy}=${managerOf(engine)}`,
      secretNamesOf: engine.secretNamesOf,
    });
    this.targetOf = byName(engine.clusterOf);
    const requests = (type: ResourceType): Informer =>
      informers.ensure({ type, indexers: indexByDatabase(this.targetOf) });
    this.backups = requests(engine.kinds.backup);
    this.restores = requests(engine.kinds.restore);
    this.deployments = this.children(DEPLOYMENT);
    this.maps = this.children(CONFIG_MAP);
    this.budgets = this.children(POD_DISRUPTION_BUDGET);
  }

  /** What begins a round of the operator. */
  clusterSources(): WatchSource[] {
    return [
      ...this.statefulSources(),
      this.from(this.deployments),
      this.from(this.maps),
      this.from(this.budgets),
      ...this.requestSources(),
    ];
  }

  /** Backups and restores, by the database that they are for. */
  requestSources(): WatchSource[] {
    return [this.backups, this.restores].map((informer) => mapped(informer, this.targetOf));
  }

  override objectsOf(key: ObjectKey): ClusterObjects {
    return {
      ...super.objectsOf(key),
      maps: ofDatabase(this.maps, key),
      budgets: ofDatabase(this.budgets, key),
      backups: ofDatabase(this.backups, key),
      restores: ofDatabase(this.restores, key),
    };
  }

  deploymentsOf(key: ObjectKey): readonly Deployment[] {
    return ofDatabase(this.deployments, key);
  }
}
