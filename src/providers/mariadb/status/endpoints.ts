import type { ClusterEndpoint } from '../../../resources/database-cluster/index.js';
import { insideEndpoint, outsideEndpoints, primaryOf, type Door } from '../../contract/status/index.js';
import { writersService } from '../doors.js';
import { secondaryServiceName } from '../names.js';
import { PORT } from '../upstream.js';
import type { ClusterView } from './view.js';

/** To the primary, and of several members to the replicas; from outside to the primary alone. */
export function listEndpoints(view: ClusterView): ClusterEndpoint[] {
  const { intent, pods } = view;
  const primary: Door = { name: 'primary', service: writersService(intent), port: PORT };
  const readonly: Door = { name: 'readonly', service: secondaryServiceName(intent.metadata.name), port: PORT };
  const behind = pods.find(({ metadata }) => metadata.name === primaryOf(view)?.name);
  return [
    ...insideEndpoint(view, primary),
    ...insideEndpoint(view, readonly),
    ...outsideEndpoints(view, primary, behind),
  ];
}
