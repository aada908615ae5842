import type { Permission } from '../../kube/access/index.js';
import { MONITORING_CONFIG } from '../../resources/monitoring-config/index.js';

export const MONITORING_CONFIG_ACCESS: readonly Permission[] = [
  { type: MONITORING_CONFIG, subresource: 'status', verbs: ['patch'] },
];
