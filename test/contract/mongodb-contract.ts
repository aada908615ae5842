import { MongodbProvider } from '../../src/providers/mongodb/provider.js';
import { PerconaContract } from './percona-contract.js';

export const MONGODB_CONTRACT = new PerconaContract(new MongodbProvider(), [
  [
    { version: '8.0' },
    { clusterSize: 5, version: '7.0.30-16' },
    { clusterSize: 1, allowUnsafeTopology: true },
    { sharding: { shards: 1 } },
    { sharding: { shards: 3 }, proxy: { type: 'mongos', size: 4, resources: { cpu: '1' } } },
    { clusterSize: 2, allowUnsafeTopology: true, sharding: { shards: 2 } },
  ],
  [
    {},
    {
      config: [
        { name: 'net.maxIncomingConnections', value: '2000' },
        { name: 'setParameter.ttlMonitorEnabled', value: 'false' },
      ],
    },
  ],
]);
