import type { EngineCapabilities } from '../../resources/database-engine/index.js';
import type { OperatorInfo } from '../contract/index.js';
import { HAPROXY, PROXYSQL } from './names.js';

export const ENGINE = 'mysql';

export const CAPABILITIES: EngineCapabilities = {
  proxies: [HAPROXY, PROXYSQL],
  expose: ['ClusterIP', 'NodePort', 'LoadBalancer'],
  walStorage: false,
  sharding: false,
  powerState: true,
  backups: { types: ['Full'], pointInTime: 'Always', retention: [] },
};

export const OPERATOR: OperatorInfo = {
  name: 'percona-xtradb-cluster-operator',
  requiredCrds: [
    'perconaxtradbclusters.pxc.percona.com',
    'perconaxtradbclusterbackups.pxc.percona.com',
    'perconaxtradbclusterrestores.pxc.percona.com',
  ],
  // Its chart says the first; its YAML files say nothing, so where they are used somebody must say the second.
  deploymentLabelSelector: 'app.kubernetes.io/name in (pxc-operator,percona-xtradb-cluster-operator)',
};
