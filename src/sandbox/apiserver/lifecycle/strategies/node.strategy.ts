import type { KindStrategy } from '../kind-strategy.js';

/** No kubelet reports here: a node is ready and roomy from the start, until somebody writes its status. */
export const nodeStrategy: KindStrategy = {
  prepareCreate: (object) => ({
    ...object,
    spec: object.spec ?? {},
    status: {
      capacity: { cpu: '64', memory: '256Gi', pods: '1000' },
      allocatable: { cpu: '64', memory: '256Gi', pods: '1000' },
      conditions: [{ type: 'Ready', status: 'True', reason: 'Sandbox', message: 'nothing runs on this node' }],
      nodeInfo: { kubeletVersion: 'v1.32.0', operatingSystem: 'linux', architecture: 'amd64' },
    },
  }),
};
