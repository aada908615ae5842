export { MysqlStandIn } from './mysql-stand-in.js';
