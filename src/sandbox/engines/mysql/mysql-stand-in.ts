import { PerconaStandIn } from '../percona/percona-stand-in.js';
import { MYSQL_ENGINE } from './engine.js';
import type { Pxc } from './pxc.js';

/** Stands in for Percona's operator for XtraDB Cluster 1.19: the same API, the same words, and no MySQL behind. */
export class MysqlStandIn extends PerconaStandIn<Pxc> {
  constructor() {
    super(MYSQL_ENGINE);
  }
}
