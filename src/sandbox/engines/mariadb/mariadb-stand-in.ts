import { OperatorStandIn, type Loop, type LoopParts } from '../mechanics/operator-stand-in.js';
import { StatefulSetsReconciler } from '../mechanics/stateful-sets/stateful-sets-reconciler.js';
import { BackupReconciler } from './backup-reconciler.js';
import { MariadbCaches } from './caches.js';
import { DataReconciler } from './data-reconciler.js';
import { leanCrds } from './crds/index.js';
import { failuresOf } from './failures.js';
import { OPERATOR } from './operator-identity.js';
import { createMariadbReconciler } from './reconciler.js';
import { FIELD_MANAGER } from './well-known.js';

/** Stands in for mariadb-operator 26.6: the same API, the same words, and no MariaDB behind. */
export class MariadbStandIn extends OperatorStandIn {
  constructor() {
    super({ name: 'mariadb', prefix: 'mariadb', identity: OPERATOR, crds: leanCrds, loops });
  }
}

function loops(parts: LoopParts): Loop[] {
  const { client, clock, informers, newPace } = parts;
  const caches = new MariadbCaches(informers);
  const databases = createMariadbReconciler(parts, caches);
  const backups = new BackupReconciler({ client, clock, caches, pace: newPace() });
  const sets = new StatefulSetsReconciler({
    client,
    clock,
    fieldManager: FIELD_MANAGER,
    pace: newPace(),
    objectsOf: (key) => caches.objectsOf(key),
    database: (key) => caches.databases.store.get(key),
    ordersOf: failuresOf,
  });
  return [
    { name: 'mariadb', reconciler: databases, sources: caches.roundSources() },
    { name: 'stateful-sets', reconciler: sets, sources: caches.setSources() },
    { name: 'data', reconciler: new DataReconciler({ client, clock, caches }), sources: caches.dataSources() },
    { name: 'physical-backup', reconciler: backups, sources: caches.backupSources() },
  ];
}
