import { Module } from '@nestjs/common';
import { ProviderRegistry, type EngineModule, type Provider } from './contract/index.js';
import { KafkaModule } from './kafka/kafka.module.js';
import { MariadbModule } from './mariadb/mariadb.module.js';
import { MongodbModule } from './mongodb/mongodb.module.js';
import { MysqlModule } from './mysql/mysql.module.js';
import { PostgresqlModule } from './postgresql/postgresql.module.js';

/** Every engine of the product: one import above, one entry here. */
const ENGINES: readonly EngineModule[] = [PostgresqlModule, KafkaModule, MongodbModule, MysqlModule, MariadbModule];

/** Collects what the engines' modules contribute into the one {@link ProviderRegistry}. */
@Module({
  imports: [...ENGINES],
  providers: [
    {
      provide: ProviderRegistry,
      useFactory: (...providers: Provider[]) => new ProviderRegistry(providers),
      inject: ENGINES.map(({ provider }) => provider),
    },
  ],
  exports: [ProviderRegistry],
})
export class ProvidersModule {}
