import type { EngineCapabilities } from '../../resources/database-engine/index.js';
import type { NoBackups, OperatorInfo } from '../contract/index.js';

export const ENGINE = 'mariadb';

export const CAPABILITIES: EngineCapabilities = {
  proxies: [],
  expose: ['ClusterIP', 'NodePort', 'LoadBalancer'],
  walStorage: false,
  sharding: false,
  powerState: false,
};

export const OPERATOR: OperatorInfo = {
  name: 'mariadb-operator',
  requiredCrds: ['mariadbs.k8s.mariadb.com', 'physicalbackups.k8s.mariadb.com'],
  deploymentLabelSelector: 'app.kubernetes.io/name=mariadb-operator',
};

export const NO_BACKUPS: NoBackups = {
  unsupported:
    "Backups of MariaDB are not offered yet. Make the operator's PhysicalBackup yourself, with a schedule and a bucket: it does no harm to the database.",
};
