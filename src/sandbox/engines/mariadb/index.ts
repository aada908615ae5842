export { MariadbStandIn } from './mariadb-stand-in.js';
