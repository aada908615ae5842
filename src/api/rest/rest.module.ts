import { Module } from '@nestjs/common';
import { ServicesModule } from '../../services/services.module.js';
import { ClusterReadsController } from './clusters/cluster-reads.controller.js';
import { ClusterWritesController } from './clusters/cluster-writes.controller.js';
import { CredentialsController } from './clusters/credentials.controller.js';
import { EngineController } from './engines/engine.controller.js';
import { HealthController } from './health/health.controller.js';
import { CapabilitiesController } from './operations/capabilities.controller.js';
import { OperationAnswers } from './operations/operation-answers.js';
import { OperationReadsController } from './operations/operation-reads.controller.js';
import { OperationWritesController } from './operations/operation-writes.controller.js';

@Module({
  imports: [ServicesModule],
  controllers: [
    ClusterReadsController,
    ClusterWritesController,
    CredentialsController,
    CapabilitiesController,
    OperationReadsController,
    OperationWritesController,
    EngineController,
    HealthController,
  ],
  providers: [OperationAnswers],
})
export class RestModule {}
