import { Module } from '@nestjs/common';
import { ServicesModule } from '../../services/services.module.js';
import { ClusterReadsController } from './clusters/cluster-reads.controller.js';
import { ClusterWritesController } from './clusters/cluster-writes.controller.js';
import { CredentialsController } from './clusters/credentials.controller.js';
import { EngineController } from './engines/engine.controller.js';
import { HealthController } from './health/health.controller.js';

@Module({
  imports: [ServicesModule],
  controllers: [
    ClusterReadsController,
    ClusterWritesController,
    CredentialsController,
    EngineController,
    HealthController,
  ],
})
export class RestModule {}
