import type { EngineCapabilities } from '../../resources/database-engine/index.js';
import type { OperatorInfo } from '../contract/index.js';
import { MONGOS } from './names.js';

export const ENGINE = 'mongodb';

export const CAPABILITIES: EngineCapabilities = {
  proxies: [MONGOS],
  expose: ['ClusterIP', 'NodePort', 'LoadBalancer'],
  walStorage: false,
  sharding: true,
  powerState: true,
  backups: { types: ['Full'], pointInTime: 'Always', retention: [] },
};

export const OPERATOR: OperatorInfo = {
  name: 'percona-server-mongodb-operator',
  requiredCrds: [
    'perconaservermongodbs.psmdb.percona.com',
    'perconaservermongodbbackups.psmdb.percona.com',
    'perconaservermongodbrestores.psmdb.percona.com',
  ],
  // Its chart says the first; its YAML files say nothing, so where they are used somebody must say the second.
  deploymentLabelSelector: 'app.kubernetes.io/name in (psmdb-operator,percona-server-mongodb-operator)',
};
