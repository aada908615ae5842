/** What a client of the cluster takes from the built product; the processes that run the product import it themselves. */
export { connect } from '../../dist/kube/client/index.js';
export { SharedInformers } from '../../dist/kube/informer/index.js';
export { EVENT, POD, SECRET } from '../../dist/kube/meta/index.js';
export { CNPG_CLUSTER } from '../../dist/providers/postgresql/upstream.js';
export {
  MUTATING_WEBHOOK_CONFIGURATION,
  VALIDATING_WEBHOOK_CONFIGURATION,
} from '../../dist/sandbox/engines/postgresql/kinds.js';
export { DATABASE_CLUSTER } from '../../dist/resources/database-cluster/index.js';
export { OPS_REQUEST } from '../../dist/resources/ops-request/index.js';
