import type { Informer, SharedInformers } from '../../../../kube/informer/index.js';
import { mapped, primary, type WatchSource } from '../../../../kube/manager/index.js';
import { keyOf, objectKeyOf, STATEFUL_SET, type KubeObject, type ObjectKey } from '../../../../kube/meta/index.js';
import type { StatefulSet } from '../stateful-sets/stateful-set.js';
import { ofDatabase } from './belonging.js';
import { DatabaseCaches, type DatabaseObjects, type Followed } from './database-caches.js';

const BY_SECRET = 'bySecret';

export interface StatefulFollowed<D extends KubeObject> extends Followed<D> {
  /** Secrets that others write and the round reads: their changes begin one. */
  readonly secretNamesOf: (database: D) => readonly string[];
}

export interface StatefulObjects extends DatabaseObjects {
  readonly sets: readonly StatefulSet[];
}

/** The caches of an operator whose databases are StatefulSets. */
export class StatefulCaches<D extends KubeObject> extends DatabaseCaches<D> {
  readonly sets: Informer<StatefulSet>;

  constructor(informers: SharedInformers, { secretNamesOf, ...followed }: StatefulFollowed<D>) {
    const secretsOf = (database: D): string[] =>
      secretNamesOf(database).map((name) => keyOf({ namespace: database.metadata.namespace, name }));
    super(informers, { ...followed, indexers: { ...followed.indexers, [BY_SECRET]: secretsOf } });
    this.sets = this.children(STATEFUL_SET);
  }

  override objectsOf(key: ObjectKey): StatefulObjects {
    return { ...super.objectsOf(key), sets: ofDatabase(this.sets, key) };
  }

  /** What moves pods and volumes: orders to fail are on the database. */
  setSources(): WatchSource[] {
    return [primary(this.databases), this.from(this.sets), this.from(this.pods), this.from(this.claims)];
  }

  protected statefulSources(): WatchSource[] {
    return [...this.commonSources(), this.from(this.sets), mapped(this.secrets, (secret) => this.readersOf(secret))];
  }

  private readersOf(secret: KubeObject): ObjectKey[] {
    return this.databases.store.byIndex(BY_SECRET, keyOf(secret)).map(objectKeyOf);
  }
}
