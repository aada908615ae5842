import type { Informer, SharedInformers } from '../../../kube/informer/index.js';
import { mapped, primary, type WatchSource } from '../../../kube/manager/index.js';
import {
  keyOf,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  STATEFUL_SET,
  STORAGE_CLASS,
  type KubeObject,
  type ObjectKey,
  type ResourceType,
} from '../../../kube/meta/index.js';
import type { StatefulSet } from '../mechanics/stateful-sets/stateful-set.js';
import type { PersistentVolumeClaim, Pod, Secret, Service, StorageClass } from '../mechanics/workloads.js';
import { MARIADB, PHYSICAL_BACKUP } from './kinds.js';
import type { Mariadb, PhysicalBackup } from './mariadb.js';
import type { MariadbObjects } from './view.js';
import { APP, LABEL } from './well-known.js';

const BY_DATABASE = 'byMariadb';

/** The database that an object of the operator says it is of. */
const databaseOf = ({ metadata }: KubeObject): ObjectKey[] => {
  const name = metadata.labels?.[LABEL.instance];
  return name ? [{ namespace: metadata.namespace, name }] : [];
};

const targetOf = ({ metadata, spec }: PhysicalBackup): ObjectKey[] => [
  { namespace: metadata.namespace, name: spec.mariaDbRef.name },
];

/** Every cache that the loops of the operator read. */
export class MariadbCaches {
  readonly mariadbs: Informer<Mariadb>;
  readonly backups: Informer<PhysicalBackup>;
  private readonly sets: Informer<StatefulSet>;
  private readonly pods: Informer<Pod>;
  private readonly claims: Informer<PersistentVolumeClaim>;
  private readonly services: Informer<Service>;
  private readonly secrets: Informer<Secret>;
  private readonly storageClasses: Informer<StorageClass>;

  constructor(informers: SharedInformers) {
    const children = <T extends KubeObject>(type: ResourceType): Informer<T> =>
      informers.ensure<T>({
        type,
        labelSelector: `${LABEL.name}=${APP}`,
        indexers: { [BY_DATABASE]: (object) => databaseOf(object).map((key) => keyOf(key)) },
      });
    this.mariadbs = informers.ensure({ type: MARIADB });
    this.backups = informers.ensure({
      type: PHYSICAL_BACKUP,
      indexers: { [BY_DATABASE]: (backup: PhysicalBackup) => targetOf(backup).map((key) => keyOf(key)) },
    });
    this.sets = children(STATEFUL_SET);
    this.pods = children(POD);
    this.claims = children(PERSISTENT_VOLUME_CLAIM);
    this.services = children(SERVICE);
    this.secrets = informers.ensure({ type: SECRET });
    this.storageClasses = informers.ensure({ type: STORAGE_CLASS });
  }

  /** What begins a round of the operator. */
  roundSources(): WatchSource[] {
    const children = [this.sets, this.pods, this.claims, this.services] as unknown as Informer[];
    return [
      primary(this.mariadbs),
      ...children.map((informer) => mapped(informer, databaseOf)),
      mapped(this.backups, targetOf),
      mapped(this.secrets, (secret) => this.readersOf(secret)),
    ];
  }

  /** What moves pods and volumes: orders to fail are on the database. */
  setSources(): WatchSource[] {
    const children = [this.sets, this.pods, this.claims] as unknown as Informer[];
    return [primary(this.mariadbs), ...children.map((informer) => mapped(informer, databaseOf))];
  }

  backupSources(): WatchSource[] {
    return [primary(this.backups)];
  }

  /** What a database holds changes with what is written on it, once its primary serves. */
  dataSources(): WatchSource[] {
    return [primary(this.mariadbs), mapped(this.pods as unknown as Informer, databaseOf)];
  }

  objectsOf(key: ObjectKey): MariadbObjects {
    const id = keyOf(key);
    return {
      sets: this.sets.store.byIndex(BY_DATABASE, id),
      pods: this.pods.store.byIndex(BY_DATABASE, id),
      claims: this.claims.store.byIndex(BY_DATABASE, id),
      services: this.services.store.byIndex(BY_DATABASE, id),
      backups: this.backups.store.byIndex(BY_DATABASE, id),
      storageClasses: this.storageClasses.store.list(),
      secret: (name) => this.secrets.store.get({ namespace: key.namespace, name }),
    };
  }

  secret(key: ObjectKey): Secret | undefined {
    return this.secrets.store.get(key);
  }

  /** By the names that their specifications have; there are few databases in a sandbox. */
  private readersOf({ metadata }: KubeObject): ObjectKey[] {
    return this.mariadbs.store
      .list()
      .filter((database) => database.metadata.namespace === metadata.namespace)
      .filter(({ spec }) =>
        [spec.passwordSecretKeyRef, spec.rootPasswordSecretKeyRef].some((ref) => ref?.name === metadata.name),
      )
      .map((database) => ({ namespace: database.metadata.namespace, name: database.metadata.name }));
  }
}
