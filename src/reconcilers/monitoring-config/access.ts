import type { Permission } from '../../kube/access/index.js';
import { MONITORING_CONFIG } from '../../resources/monitoring-config/index.js';

export const MONITORING_CONFIG_ACCESS: readonly Permission[] = [
  // The finalizer of one that is in use.
  { type: MONITORING_CONFIG, verbs: ['patch'] },
  { type: MONITORING_CONFIG, subresource: 'status', verbs: ['patch'] },
];
