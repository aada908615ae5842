import type { Type } from '@nestjs/common';
import { StorageFieldsResolver } from './backup-storages/storage-fields.resolver.js';
import { StorageMutationsResolver } from './backup-storages/storage-mutations.resolver.js';
import { StorageQueriesResolver } from './backup-storages/storage-queries.resolver.js';
import { BackupFieldsResolver } from './backups/backup-fields.resolver.js';
import { BackupMutationsResolver } from './backups/backup-mutations.resolver.js';
import { BackupQueriesResolver } from './backups/backup-queries.resolver.js';
import { BackupSubscriptionsResolver } from './backups/backup-subscriptions.resolver.js';
import { ClusterBackupsResolver } from './backups/cluster-backups.resolver.js';
import { ClusterDetailsResolver } from './clusters/cluster-details.resolver.js';
import { ClusterFieldsResolver } from './clusters/cluster-fields.resolver.js';
import { ClusterMutationsResolver } from './clusters/cluster-mutations.resolver.js';
import { ClusterQueriesResolver } from './clusters/cluster-queries.resolver.js';
import { ClusterSubscriptionsResolver } from './clusters/cluster-subscriptions.resolver.js';
import { CredentialsResolver } from './clusters/credentials.resolver.js';
import { EngineResolver } from './engines/engine.resolver.js';
import { MonitoringFieldsResolver } from './monitoring-configs/monitoring-fields.resolver.js';
import { MonitoringMutationsResolver } from './monitoring-configs/monitoring-mutations.resolver.js';
import { MonitoringQueriesResolver } from './monitoring-configs/monitoring-queries.resolver.js';
import { NamespacesResolver } from './namespaces/namespaces.resolver.js';
import { NodeResolver } from './nodes/node.resolver.js';
import { ClusterOperationsResolver } from './operations/cluster-operations.resolver.js';
import { OperationFieldsResolver } from './operations/operation-fields.resolver.js';
import { OperationLifecycleResolver } from './operations/operation-lifecycle.resolver.js';
import { OperationMutationsResolver } from './operations/operation-mutations.resolver.js';
import { OperationQueriesResolver } from './operations/operation-queries.resolver.js';
import { OperationSubscriptionsResolver } from './operations/operation-subscriptions.resolver.js';
import { VersionResolver } from './versions/version.resolver.js';
import { ViewerResolver } from './viewer/viewer.resolver.js';

/** Everything the schema is made of: the module serves it, and `schema.gql` is printed from it. */
export const RESOLVERS: Type[] = [
  ClusterQueriesResolver,
  ClusterFieldsResolver,
  ClusterDetailsResolver,
  ClusterMutationsResolver,
  ClusterSubscriptionsResolver,
  CredentialsResolver,
  EngineResolver,
  OperationQueriesResolver,
  OperationFieldsResolver,
  OperationMutationsResolver,
  OperationLifecycleResolver,
  OperationSubscriptionsResolver,
  ClusterOperationsResolver,
  BackupQueriesResolver,
  BackupFieldsResolver,
  BackupMutationsResolver,
  BackupSubscriptionsResolver,
  ClusterBackupsResolver,
  StorageQueriesResolver,
  StorageFieldsResolver,
  StorageMutationsResolver,
  MonitoringQueriesResolver,
  MonitoringFieldsResolver,
  MonitoringMutationsResolver,
  NamespacesResolver,
  VersionResolver,
  ViewerResolver,
  NodeResolver,
];
