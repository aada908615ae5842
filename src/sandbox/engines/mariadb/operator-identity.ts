import type { OperatorIdentity } from '../mechanics/operator-presence.js';
import { FIELD_MANAGER, OPERATOR_VERSION } from './well-known.js';

/** As its chart installs it. */
export const OPERATOR: OperatorIdentity = {
  namespace: 'mariadb-operator-system',
  name: 'mariadb-operator',
  labels: { 'app.kubernetes.io/name': 'mariadb-operator', 'app.kubernetes.io/instance': 'mariadb-operator' },
  container: {
    name: 'controller',
    image: `docker-registry3.mariadb.com/mariadb-operator/mariadb-operator:${OPERATOR_VERSION}`,
  },
  fieldManager: FIELD_MANAGER,
};
