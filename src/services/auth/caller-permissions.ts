import type { Permission } from '../../kube/access/index.js';
import { RESOURCE_QUOTA } from '../../kube/meta/index.js';
import { BACKUP_STORAGE } from '../../resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../../resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../resources/database-cluster/index.js';
import { DATABASE_ENGINE } from '../../resources/database-engine/index.js';
import { MONITORING_CONFIG } from '../../resources/monitoring-config/index.js';
import { OPS_REQUEST } from '../../resources/ops-request/index.js';
import type { AccessQuestion, AccessVerb, SubjectAccessAuthorizer } from './authorizer.js';
import type { Caller } from './caller.js';

/** What somebody may do with one resource. */
export interface ResourcePermission {
  /** As Kubernetes calls it: `databaseclusters`, `databaseclusters/credentials`. */
  readonly resource: string;
  /** In the order of the alphabet; none where nothing is allowed. */
  readonly verbs: readonly AccessVerb[];
}

interface AskedRight extends Permission {
  readonly type: Permission['type'] & { readonly namespaced: boolean };
  readonly verbs: readonly AccessVerb[];
}

const ALL: readonly AccessVerb[] = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/** Every right of a caller that the use cases ask for. */
export const ASKED_RIGHTS: readonly AskedRight[] = [
  { type: DATABASE_CLUSTER, verbs: ALL },
  { type: DATABASE_CLUSTER, subresource: 'credentials', verbs: ['get', 'list'] },
  { type: DATABASE_CLUSTER, subresource: 'events', verbs: ['get'] },
  { type: OPS_REQUEST, verbs: ['create', 'delete', 'get', 'list', 'patch', 'watch'] },
  { type: DATABASE_BACKUP, verbs: ['create', 'delete', 'get', 'list', 'patch', 'watch'] },
  { type: BACKUP_STORAGE, verbs: ALL },
  { type: MONITORING_CONFIG, verbs: ALL },
  { type: DATABASE_ENGINE, verbs: ['get', 'list', 'watch'] },
  { type: RESOURCE_QUOTA, verbs: ['list'] },
];

/** What callers may do, told beforehand, so that nobody is offered what would be refused. */
export class CallerPermissions {
  constructor(private readonly authorizer: SubjectAccessAuthorizer) {}

  /**
   * In one namespace, or in all of them. Of a namespace that does not exist they are what they would be if it did, so
   * that the answer tells of no namespace whether it does.
   */
  of(caller: Caller, namespace?: string): Promise<ResourcePermission[]> {
    return Promise.all(ASKED_RIGHTS.map((right) => this.review(caller, right, namespace)));
  }

  private async review(
    caller: Caller,
    { type, subresource, verbs }: AskedRight,
    namespace: string | undefined,
  ): Promise<ResourcePermission> {
    const question: Omit<AccessQuestion, 'verb'> = { type, subresource, ...(type.namespaced && { namespace }) };
    const allowed = await Promise.all(verbs.map((verb) => this.authorizer.allows(caller, { verb, ...question })));
    const resource = subresource ? `${type.plural}/${subresource}` : type.plural;
    return { resource, verbs: verbs.filter((_, index) => allowed[index]) };
  }
}
