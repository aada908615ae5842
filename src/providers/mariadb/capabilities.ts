import type { EngineCapabilities } from '../../resources/database-engine/index.js';
import type { OperatorInfo } from '../contract/index.js';

export const ENGINE = 'mariadb';

export const CAPABILITIES: EngineCapabilities = {
  proxies: [],
  expose: ['ClusterIP', 'NodePort', 'LoadBalancer'],
  walStorage: false,
  sharding: false,
  powerState: false,
  backups: { types: ['Full'], pointInTime: 'None', retention: [] },
};

export const OPERATOR: OperatorInfo = {
  name: 'mariadb-operator',
  requiredCrds: ['mariadbs.k8s.mariadb.com', 'physicalbackups.k8s.mariadb.com'],
  deploymentLabelSelector: 'app.kubernetes.io/name=mariadb-operator',
};
