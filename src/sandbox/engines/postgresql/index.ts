export { PostgresqlStandIn } from './postgresql-stand-in.js';
