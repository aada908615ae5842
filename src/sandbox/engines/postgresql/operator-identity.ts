import type { OperatorIdentity } from '../mechanics/operator-presence.js';
import { FIELD_MANAGER, OPERATOR_NAME, OPERATOR_NAMESPACE, OPERATOR_VERSION } from './well-known.js';

/** What the operator's own Deployment looks like. */
export const OPERATOR: OperatorIdentity = {
  namespace: OPERATOR_NAMESPACE,
  name: OPERATOR_NAME,
  labels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
  container: {
    name: 'manager',
    image: `ghcr.io/cloudnative-pg/cloudnative-pg:${OPERATOR_VERSION}`,
    args: ['controller'],
  },
  fieldManager: FIELD_MANAGER,
};
