import { PerconaStandIn } from '../percona/percona-stand-in.js';
import { MONGODB_ENGINE } from './engine.js';
import type { Psmdb } from './psmdb.js';

/** Stands in for Percona's operator for MongoDB 1.22: the same API, the same words, and no MongoDB behind. */
export class MongodbStandIn extends PerconaStandIn<Psmdb> {
  constructor() {
    super(MONGODB_ENGINE);
  }
}
