import { loadSettings, ReconcileSettings } from '../config/index.js';
import { FIELD_MANAGER } from '../domain/naming.js';

/** Who the application is to the API server, unless whoever runs it decides otherwise. */
export const SERVICE_ACCOUNT = {
  name: FIELD_MANAGER,
  /** Where its Leases are too. */
  namespace: loadSettings({}).get(ReconcileSettings).namespace,
} as const;

/** As the API server calls the bearers of its tokens. */
export const SERVICE_ACCOUNT_USER = {
  name: `system:serviceaccount:${SERVICE_ACCOUNT.namespace}:${SERVICE_ACCOUNT.name}`,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${SERVICE_ACCOUNT.namespace}`, 'system:authenticated'],
} as const;
