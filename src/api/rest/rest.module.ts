import { Module, type Type } from '@nestjs/common';
import { ServicesModule } from '../../services/services.module.js';
import { StorageReadsController } from './backup-storages/storage-reads.controller.js';
import { StorageWritesController } from './backup-storages/storage-writes.controller.js';
import { BackupReadsController } from './backups/backup-reads.controller.js';
import { BackupWritesController } from './backups/backup-writes.controller.js';
import { RecoveryWindowController } from './backups/recovery-window.controller.js';
import { MeController } from './callers/me.controller.js';
import { ClusterDetailsController } from './clusters/cluster-details.controller.js';
import { ClusterReadsController } from './clusters/cluster-reads.controller.js';
import { ClusterWritesController } from './clusters/cluster-writes.controller.js';
import { CredentialsController } from './clusters/credentials.controller.js';
import { EngineController } from './engines/engine.controller.js';
import { HealthController } from './health/health.controller.js';
import { MonitoringReadsController } from './monitoring-configs/monitoring-reads.controller.js';
import { MonitoringWritesController } from './monitoring-configs/monitoring-writes.controller.js';
import { NamespacesController } from './namespaces/namespaces.controller.js';
import { CapabilitiesController } from './operations/capabilities.controller.js';
import { OperationAnswers } from './operations/operation-answers.js';
import { OperationReadsController } from './operations/operation-reads.controller.js';
import { OperationWritesController } from './operations/operation-writes.controller.js';
import { RestoresController } from './operations/restores.controller.js';
import { VersionController } from './versions/version.controller.js';

/** Every route: the module serves them, and `openapi.json` describes them. */
export const CONTROLLERS: Type[] = [
  ClusterReadsController,
  ClusterWritesController,
  ClusterDetailsController,
  CredentialsController,
  CapabilitiesController,
  OperationReadsController,
  OperationWritesController,
  RestoresController,
  BackupReadsController,
  BackupWritesController,
  RecoveryWindowController,
  StorageReadsController,
  StorageWritesController,
  MonitoringReadsController,
  MonitoringWritesController,
  EngineController,
  MeController,
  NamespacesController,
  VersionController,
  HealthController,
];

@Module({
  imports: [ServicesModule],
  controllers: CONTROLLERS,
  providers: [OperationAnswers],
})
export class RestModule {}
