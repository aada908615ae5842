import { ProblemError } from '../../domain/problem.js';
import type { ObjectKey } from '../../kube/meta/index.js';
import { DATABASE_CLUSTER } from '../../resources/database-cluster/index.js';
import type { AccessVerb, SubjectAccessAuthorizer } from '../auth/authorizer.js';
import type { Caller } from '../auth/caller.js';

const MAX_NAMESPACE_CHECKS = 500;

/** Which namespaces a caller may list: all of them, or these. */
export type VisibleNamespaces = 'all' | ReadonlySet<string>;

/** The rights that clusters ask for; what a caller may not see does not exist to them. */
export class ClusterAccess {
  constructor(private readonly authorizer: SubjectAccessAuthorizer) {}

  /** @throws ProblemError `forbidden` for what the caller can see, `not_found` for what they cannot. */
  async require(
    caller: Caller,
    verb: AccessVerb,
    key: ObjectKey & { namespace: string },
    subresource?: string,
  ): Promise<void> {
    if (await this.authorizer.allows(caller, { verb, type: DATABASE_CLUSTER, subresource, ...key })) return;
    const mayRead = subresource !== undefined || verb !== 'get';
    const sees = mayRead && (await this.authorizer.allows(caller, { verb: 'get', type: DATABASE_CLUSTER, ...key }));
    if (!sees) throw clusterNotFound(key);
    const what = subresource ? `databaseclusters/${subresource}` : 'databaseclusters';
    throw new ProblemError(
      'forbidden',
      `"${caller.username}" may not ${verb} ${what} in namespace "${key.namespace}".`,
    );
  }

  async requireCreate(caller: Caller, namespace: string): Promise<void> {
    if (await this.authorizer.allows(caller, { verb: 'create', type: DATABASE_CLUSTER, namespace })) return;
    if (!(await this.maySee(caller, namespace))) throw namespaceNotFound(namespace);
    throw new ProblemError(
      'forbidden',
      `"${caller.username}" may not create databaseclusters in namespace "${namespace}".`,
    );
  }

  async visibleNamespaces(
    caller: Caller,
    verb: 'list' | 'watch',
    candidates: ReadonlySet<string>,
  ): Promise<VisibleNamespaces> {
    if (await this.authorizer.allows(caller, { verb, type: DATABASE_CLUSTER })) return 'all';
    const asked = [...candidates].slice(0, MAX_NAMESPACE_CHECKS);
    const allowed = await Promise.all(asked.map((namespace) => this.mayList(caller, verb, namespace)));
    return new Set(asked.filter((_, index) => allowed[index]));
  }

  async requireList(caller: Caller, verb: 'list' | 'watch', namespace: string): Promise<void> {
    if (!(await this.mayList(caller, verb, namespace))) throw namespaceNotFound(namespace);
  }

  mayList(caller: Caller, verb: 'list' | 'watch', namespace: string): Promise<boolean> {
    return this.authorizer.allows(caller, { verb, type: DATABASE_CLUSTER, namespace });
  }

  mayWatch(caller: Caller, key: ObjectKey): Promise<boolean> {
    return this.authorizer.allows(caller, { verb: 'watch', type: DATABASE_CLUSTER, ...key });
  }

  private async maySee(caller: Caller, namespace: string): Promise<boolean> {
    const [lists, gets] = await Promise.all([
      this.mayList(caller, 'list', namespace),
      this.authorizer.allows(caller, { verb: 'get', type: DATABASE_CLUSTER, namespace }),
    ]);
    return lists || gets;
  }
}

export function clusterNotFound({ namespace, name }: ObjectKey): ProblemError {
  return new ProblemError(
    'not_found',
    `There is no DatabaseCluster "${name}" in namespace "${namespace}" that you may see.`,
  );
}

function namespaceNotFound(namespace: string): ProblemError {
  return new ProblemError('not_found', `There is no namespace "${namespace}" whose DatabaseClusters you may see.`);
}
