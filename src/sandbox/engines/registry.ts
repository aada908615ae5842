import type { EngineStandIn } from './engine.js';
import { KafkaStandIn } from './kafka/index.js';
import { MariadbStandIn } from './mariadb/index.js';
import { MongodbStandIn } from './mongodb/index.js';
import { MysqlStandIn } from './mysql/index.js';
import { PostgresqlStandIn } from './postgresql/index.js';

/** Every engine the sandbox can stand in for; a new engine is one line here and a folder beside. */
export const createStandIns = (): readonly EngineStandIn[] => [
  new PostgresqlStandIn(),
  new KafkaStandIn(),
  new MongodbStandIn(),
  new MysqlStandIn(),
  new MariadbStandIn(),
];
