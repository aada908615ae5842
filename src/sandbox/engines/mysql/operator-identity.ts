import type { OperatorIdentity } from '../mechanics/operator-presence.js';
import { FIELD_MANAGER, OPERATOR_VERSION } from './well-known.js';

const NAME = 'percona-xtradb-cluster-operator';

/** As the operator's own manifests install it, for all namespaces. */
export const OPERATOR: OperatorIdentity = {
  namespace: 'pxc-operator',
  name: NAME,
  labels: {
    'app.kubernetes.io/component': 'operator',
    'app.kubernetes.io/instance': NAME,
    'app.kubernetes.io/name': NAME,
    'app.kubernetes.io/part-of': NAME,
  },
  container: {
    name: NAME,
    image: `percona/percona-xtradb-cluster-operator:${OPERATOR_VERSION}`,
    env: [
      { name: 'WATCH_NAMESPACE', value: '' },
      { name: 'DISABLE_TELEMETRY', value: 'true' },
    ],
  },
  fieldManager: FIELD_MANAGER,
};
