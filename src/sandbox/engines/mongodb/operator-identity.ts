import type { OperatorIdentity } from '../mechanics/operator-presence.js';
import { FIELD_MANAGER, OPERATOR_VERSION } from './well-known.js';

const NAME = 'percona-server-mongodb-operator';

/** As the operator's own manifests install it, for all namespaces. */
export const OPERATOR: OperatorIdentity = {
  namespace: 'psmdb-operator',
  name: NAME,
  labels: { 'app.kubernetes.io/name': NAME },
  container: {
    name: NAME,
    image: `percona/percona-server-mongodb-operator:${OPERATOR_VERSION}`,
    env: [
      { name: 'WATCH_NAMESPACE', value: '' },
      { name: 'DISABLE_TELEMETRY', value: 'true' },
    ],
  },
  fieldManager: FIELD_MANAGER,
};
