import type { Indexers, Informer, SharedInformers } from '../../../../kube/informer/index.js';
import { mapped, primary, type WatchSource } from '../../../../kube/manager/index.js';
import {
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  STORAGE_CLASS,
  type KubeObject,
  type ObjectKey,
  type ResourceType,
} from '../../../../kube/meta/index.js';
import type { PersistentVolumeClaim, Pod, Secret, Service, StorageClass } from '../workloads.js';
import { indexByDatabase, ofDatabase, type DatabaseOf } from './belonging.js';

/** Whose objects are followed, and how these tell whose they are. */
export interface Followed<D extends KubeObject> {
  readonly type: ResourceType;
  readonly indexers?: Indexers<D>;
  readonly databaseOf: DatabaseOf;
  /** Children without these labels are not looked at. Default: all are. */
  readonly labelSelector?: string;
}

/** What every operator looks at around a database, as the caches have it. */
export interface DatabaseObjects {
  readonly pods: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly services: readonly Service[];
  readonly storageClasses: readonly StorageClass[];
  /** Any there is: users pass Secrets that carry no label. */
  readonly secret: (key: ObjectKey) => Secret | undefined;
}

/** The caches that every operator has of its databases; each adds the kinds that only it knows. */
export class DatabaseCaches<D extends KubeObject> {
  readonly databases: Informer<D>;
  readonly pods: Informer<Pod>;
  readonly claims: Informer<PersistentVolumeClaim>;
  readonly services: Informer<Service>;
  readonly secrets: Informer<Secret>;
  private readonly storageClasses: Informer<StorageClass>;

  constructor(
    private readonly informers: SharedInformers,
    private readonly followed: Followed<D>,
  ) {
    this.databases = informers.ensure<D>({ type: followed.type, indexers: followed.indexers });
    this.pods = this.children(POD);
    this.claims = this.children(PERSISTENT_VOLUME_CLAIM);
    this.services = this.children(SERVICE);
    this.secrets = informers.ensure({ type: SECRET });
    this.storageClasses = informers.ensure({ type: STORAGE_CLASS });
  }

  objectsOf(key: ObjectKey): DatabaseObjects {
    return {
      pods: ofDatabase(this.pods, key),
      claims: ofDatabase(this.claims, key),
      services: ofDatabase(this.services, key),
      storageClasses: this.storageClasses.store.list(),
      secret: (secret) => this.secrets.store.get(secret),
    };
  }

  /** Of a kind whose objects tell as all children do which database they are of. */
  protected children<T extends KubeObject>(type: ResourceType): Informer<T> {
    const { labelSelector, databaseOf } = this.followed;
    return this.informers.ensure<T>({ type, labelSelector, indexers: indexByDatabase<T>(databaseOf) });
  }

  /** The databases themselves wake their loop, and what is everybody's: pods, volumes, Services. */
  protected commonSources(): WatchSource[] {
    return [primary(this.databases), this.from(this.pods), this.from(this.claims), this.from(this.services)];
  }

  /** A child that wakes the loop of its database. */
  protected from<T extends KubeObject>(children: Informer<T>): WatchSource {
    return mapped(children, this.followed.databaseOf);
  }
}
