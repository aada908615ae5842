import { Injectable } from '@nestjs/common';
import { Provider } from '../contract/index.js';
import { awaitsFilling } from '../percona/backups/index.js';
import { createApplier } from './applier.js';
import { BACKUPS, SECRETS } from './backups/index.js';
import { CAPABILITIES, ENGINE, OPERATOR } from './capabilities.js';
import { planCleanup } from './cleanup.js';
import { connectionOf } from './connection.js';
import { MYSQL } from './dialect.js';
import { CUSTOM_OPERATIONS, OPERATIONS } from './operations/index.js';
import { checkBeforeReconcile } from './pre-reconcile.js';
import { observeCluster } from './status.js';
import { PXC } from './upstream.js';
import { checkRules } from './validate.js';
import { WATCHES } from './watches.js';

/** MySQL as an XtraDB Cluster, run by the operator of Percona. */
@Injectable()
export class MysqlProvider extends Provider {
  constructor() {
    super({
      engine: ENGINE,
      capabilities: CAPABILITIES,
      operator: OPERATOR,
      upstream: PXC,
      watches: WATCHES,
      operations: OPERATIONS,
      customOperations: CUSTOM_OPERATIONS,
      backups: BACKUPS,
      secrets: SECRETS,
      awaitsFilling: awaitsFilling(MYSQL),
      checkRules,
      preReconcileHook: checkBeforeReconcile,
      applier: createApplier,
      status: observeCluster,
      connection: connectionOf,
      cleanup: planCleanup,
    });
  }
}
