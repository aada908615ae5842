import { Injectable } from '@nestjs/common';
import type { FieldError } from '../../kube/schema/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import {
  Provider,
  type Applier,
  type ApplyInput,
  type CleanupPlan,
  type ClusterObservation,
  type Connection,
  type HookContext,
  type Observed,
  type Requeue,
  type ValidationContext,
} from '../contract/index.js';
import { createApplier } from './applier.js';
import { CAPABILITIES, ENGINE, NO_BACKUPS, OPERATOR } from './capabilities.js';
import { planCleanup } from './cleanup.js';
import { connectionOf } from './connection.js';
import { CUSTOM_OPERATIONS, OPERATIONS } from './operations/index.js';
import { checkBeforeReconcile } from './pre-reconcile.js';
import { observeCluster } from './status.js';
import { KAFKA } from './upstream.js';
import { validateKafka } from './validate.js';
import { WATCHES } from './watches.js';

/** Kafka, run by Strimzi. */
@Injectable()
export class KafkaProvider extends Provider {
  readonly engine = ENGINE;
  readonly capabilities = CAPABILITIES;
  readonly operator = OPERATOR;
  readonly upstream = KAFKA;
  readonly watches = WATCHES;
  readonly operations = OPERATIONS;
  readonly customOperations = CUSTOM_OPERATIONS;
  readonly backups = NO_BACKUPS;

  protected validateForEngine(cluster: DatabaseCluster, context: ValidationContext): FieldError[] {
    return validateKafka(cluster, context);
  }

  preReconcileHook(cluster: DatabaseCluster, context: HookContext): Requeue | undefined {
    return checkBeforeReconcile(cluster, context);
  }

  applier(input: ApplyInput): Applier {
    return createApplier(input);
  }

  status(cluster: DatabaseCluster, observed: Observed): ClusterObservation {
    return observeCluster(cluster, observed);
  }

  connection(cluster: DatabaseCluster, observed: Observed): Connection {
    return connectionOf(cluster, observed);
  }

  cleanup(cluster: DatabaseCluster, observed: Observed): CleanupPlan {
    return planCleanup(cluster, observed);
  }
}
