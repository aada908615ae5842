import type { Informer, SharedInformers } from '../../../kube/informer/index.js';
import { mapped, primary, type WatchSource } from '../../../kube/manager/index.js';
import type { ObjectKey } from '../../../kube/meta/index.js';
import { byLabel, byName, indexByDatabase, ofDatabase } from '../mechanics/caches/belonging.js';
import { StatefulCaches } from '../mechanics/caches/stateful-caches.js';
import { MARIADB, PHYSICAL_BACKUP } from './kinds.js';
import type { Mariadb, PhysicalBackup } from './mariadb.js';
import type { MariadbObjects } from './view.js';
import { APP, LABEL } from './well-known.js';

const targetOf = byName(({ spec }: PhysicalBackup) => spec.mariaDbRef.name);

const secretNamesOf = ({ spec }: Mariadb): string[] =>
  [spec.passwordSecretKeyRef, spec.rootPasswordSecretKeyRef].flatMap((ref) => (ref ? [ref.name] : []));

/** Every cache that the loops of the operator read. */
export class MariadbCaches extends StatefulCaches<Mariadb> {
  readonly backups: Informer<PhysicalBackup>;

  constructor(informers: SharedInformers) {
    super(informers, {
      type: MARIADB,
      databaseOf: byLabel(LABEL.instance),
      labelSelector: `${LABEL.name}=${APP}`,
      secretNamesOf,
    });
    this.backups = informers.ensure({ type: PHYSICAL_BACKUP, indexers: indexByDatabase(targetOf) });
  }

  /** What begins a round of the operator. */
  roundSources(): WatchSource[] {
    return [...this.statefulSources(), mapped(this.backups, targetOf)];
  }

  backupSources(): WatchSource[] {
    return [primary(this.backups)];
  }

  /** What a database holds changes with what is written on it, once its primary serves. */
  dataSources(): WatchSource[] {
    return [primary(this.databases), this.from(this.pods)];
  }

  override objectsOf(key: ObjectKey): MariadbObjects {
    return { ...super.objectsOf(key), backups: ofDatabase(this.backups, key) };
  }
}
