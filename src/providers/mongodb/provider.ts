import { Injectable } from '@nestjs/common';
import { Provider } from '../contract/index.js';
import { awaitsFilling } from '../percona/backups/index.js';
import { createApplier } from './applier.js';
import { BACKUPS, SECRETS } from './backups/index.js';
import { CAPABILITIES, ENGINE, OPERATOR } from './capabilities.js';
import { planCleanup } from './cleanup.js';
import { connectionOf } from './connection.js';
import { MONGODB } from './dialect.js';
import { CUSTOM_OPERATIONS, OPERATIONS } from './operations/index.js';
import { checkBeforeReconcile } from './pre-reconcile.js';
import { observeCluster } from './status.js';
import { PSMDB } from './upstream.js';
import { checkRules } from './validate.js';
import { WATCHES } from './watches.js';

/** MongoDB, run by the operator of Percona. */
@Injectable()
export class MongodbProvider extends Provider {
  constructor() {
    super({
      engine: ENGINE,
      capabilities: CAPABILITIES,
      operator: OPERATOR,
      upstream: PSMDB,
      watches: WATCHES,
      operations: OPERATIONS,
      customOperations: CUSTOM_OPERATIONS,
      backups: BACKUPS,
      secrets: SECRETS,
      awaitsFilling: awaitsFilling(MONGODB),
      checkRules,
      preReconcileHook: checkBeforeReconcile,
      applier: createApplier,
      status: observeCluster,
      connection: connectionOf,
      cleanup: planCleanup,
    });
  }
}
