import { policyRulesOf, type Permission, type Verb } from '../kube/access/index.js';
import { BACKUP_STORAGE } from '../resources/backup-storage/index.js';
import { DATABASE_CLUSTER } from '../resources/database-cluster/index.js';
import { DATABASE_ENGINE } from '../resources/database-engine/index.js';
import { kindOf } from '../resources/declare/index.js';
import { KINDS } from '../resources/kinds.js';
import { MONITORING_CONFIG } from '../resources/monitoring-config/index.js';
import { SERVICE_ACCOUNT } from './service-account.js';

const GROUP = 'rbac.authorization.k8s.io';

const READ: readonly Verb[] = ['get', 'list', 'watch'];
const WRITE: readonly Verb[] = ['create', 'delete', 'patch', 'update'];

const TYPES = KINDS.map((kind) => kindOf(kind).type);
/** Where data goes and who is told of databases: with them come credentials of others. */
const SETUP_TYPES: readonly unknown[] = [BACKUP_STORAGE.kind, MONITORING_CONFIG.kind];
/** What is there for the whole cluster is changed by its administrators, and by no role of a namespace. */
const SHARED_TYPES: readonly unknown[] = [DATABASE_ENGINE.kind];

const viewing: readonly Permission[] = [
  ...TYPES.map((type) => ({ type, verbs: READ })),
  ...TYPES.map((type) => ({ type, subresource: 'status', verbs: ['get'] as const })),
  // Those about a database and what it consists of, without a right to all of the namespace.
  { type: DATABASE_CLUSTER, subresource: 'events', verbs: ['get'] },
];

const operating: readonly Permission[] = [
  ...viewing,
  ...TYPES.filter(({ kind }) => !SETUP_TYPES.includes(kind) && !SHARED_TYPES.includes(kind)).map((type) => ({
    type,
    verbs: WRITE,
  })),
  { type: DATABASE_CLUSTER, subresource: 'scale', verbs: ['get', 'patch', 'update'] },
];

const administering: readonly Permission[] = [
  ...operating,
  ...TYPES.filter(({ kind }) => SETUP_TYPES.includes(kind)).map((type) => ({ type, verbs: WRITE })),
  // Passwords. Whoever may read every Secret of a namespace can find them there too; nobody else should.
  { type: DATABASE_CLUSTER, subresource: 'credentials', verbs: ['get', 'list'] },
];

interface UserRole {
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** The role of Kubernetes that has these rights too. */
  readonly joins?: 'view' | 'edit' | 'admin';
}

const ROLES: readonly UserRole[] = [
  { name: 'viewer', permissions: viewing, joins: 'view' },
  { name: 'operator', permissions: operating, joins: 'edit' },
  { name: 'admin', permissions: administering, joins: 'admin' },
  // The catalogue has no namespace: a role that is bound in one does not show it.
  { name: 'catalogue-viewer', permissions: [{ type: DATABASE_ENGINE, verbs: READ }] },
];

/** What people and programs may be bound to, for `kubectl` and the API alike: it judges by these rights and has no others. */
export function userRoleObjects(): object[] {
  return ROLES.map(({ name, permissions, joins }) => ({
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRole',
    metadata: {
      name: `${SERVICE_ACCOUNT.name}-${name}`,
      ...(joins && { labels: { [`${GROUP}/aggregate-to-${joins}`]: 'true' } }),
    },
    rules: policyRulesOf(permissions),
  }));
}
