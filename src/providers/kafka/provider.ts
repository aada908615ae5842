import { Injectable } from '@nestjs/common';
import { Provider } from '../contract/index.js';
import { createApplier } from './applier.js';
import { CAPABILITIES, ENGINE, NO_BACKUPS, OPERATOR } from './capabilities.js';
import { planCleanup } from './cleanup.js';
import { connectionOf } from './connection.js';
import { CUSTOM_OPERATIONS, OPERATIONS } from './operations/index.js';
import { checkBeforeReconcile } from './pre-reconcile.js';
import { observeCluster } from './status.js';
import { KAFKA } from './upstream.js';
import { checkRules } from './validate.js';
import { WATCHES } from './watches.js';

/** Kafka, run by Strimzi. */
@Injectable()
export class KafkaProvider extends Provider {
  constructor() {
    super({
      engine: ENGINE,
      capabilities: CAPABILITIES,
      operator: OPERATOR,
      upstream: KAFKA,
      watches: WATCHES,
      operations: OPERATIONS,
      customOperations: CUSTOM_OPERATIONS,
      backups: NO_BACKUPS,
      checkRules,
      preReconcileHook: checkBeforeReconcile,
      applier: createApplier,
      status: observeCluster,
      connection: connectionOf,
      cleanup: planCleanup,
    });
  }
}
