import type { EngineCapabilities } from '../../resources/database-engine/index.js';
import type { OperatorInfo } from '../contract/index.js';

export const ENGINE = 'postgresql';
export const PGBOUNCER = 'pgbouncer';

export const CAPABILITIES: EngineCapabilities = {
  proxies: [PGBOUNCER],
  expose: ['ClusterIP', 'NodePort', 'LoadBalancer'],
  walStorage: true,
  sharding: false,
  powerState: true,
  backups: { types: ['Full'], pointInTime: 'Always', retention: ['recoveryWindowDays'] },
};

export const OPERATOR: OperatorInfo = {
  name: 'cloudnative-pg',
  requiredCrds: ['clusters.postgresql.cnpg.io', 'poolers.postgresql.cnpg.io'],
  deploymentLabelSelector: 'app.kubernetes.io/name=cloudnative-pg',
};
