import { Injectable } from '@nestjs/common';
import { Provider } from '../contract/index.js';
import { createApplier } from './applier.js';
import { BACKUPS, SECRETS } from './backups/index.js';
import { CAPABILITIES, ENGINE, OPERATOR } from './capabilities.js';
import { planCleanup } from './cleanup.js';
import { connectionOf } from './connection.js';
import { CUSTOM_OPERATIONS, OPERATIONS } from './operations/index.js';
import { checkBeforeReconcile } from './pre-reconcile.js';
import { observeCluster } from './status.js';
import { MARIADB } from './upstream.js';
import { checkRules } from './validate.js';
import { WATCHES } from './watches.js';

/** MariaDB with replication, run by mariadb-operator. */
@Injectable()
export class MariadbProvider extends Provider {
  constructor() {
    super({
      engine: ENGINE,
      capabilities: CAPABILITIES,
      operator: OPERATOR,
      upstream: MARIADB,
      watches: WATCHES,
      operations: OPERATIONS,
      customOperations: CUSTOM_OPERATIONS,
      backups: BACKUPS,
      secrets: SECRETS,
      checkRules,
      preReconcileHook: checkBeforeReconcile,
      applier: createApplier,
      status: observeCluster,
      connection: connectionOf,
      cleanup: planCleanup,
    });
  }
}
