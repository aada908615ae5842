import { ProblemError } from '../../domain/problem.js';
import type { ObjectKey, ResourceType } from '../../kube/meta/index.js';
import type { AccessVerb, SubjectAccessAuthorizer } from './authorizer.js';
import type { Caller } from './caller.js';

const MAX_NAMESPACE_CHECKS = 500;

/** Which namespaces a caller may list: all of them, or these. */
export type VisibleNamespaces = 'all' | ReadonlySet<string>;

/** An object that a request is about. */
export interface NamespacedKey {
  readonly namespace: string;
  readonly name: string;
}

/** The rights that one of our kinds asks for; what a caller may not see does not exist to them. */
export class ResourceAccess {
  constructor(
    private readonly authorizer: SubjectAccessAuthorizer,
    readonly type: ResourceType,
  ) {}

  /** @throws ProblemError `forbidden` for what the caller can see, `not_found` for what they cannot. */
  async require(caller: Caller, verb: AccessVerb, key: NamespacedKey, subresource?: string): Promise<void> {
    if (await this.allows(caller, verb, { subresource, ...key })) return;
    const mayRead = subresource !== undefined || verb !== 'get';
    const sees = mayRead && (await this.allows(caller, 'get', key));
    if (!sees) throw this.notFound(key);
    const what = subresource ? `${this.type.plural}/${subresource}` : this.type.plural;
    throw forbidden(caller, `${verb} ${what}`, key.namespace);
  }

  async requireCreate(caller: Caller, namespace: string): Promise<void> {
    if (await this.allows(caller, 'create', { namespace })) return;
    if (!(await this.maySee(caller, namespace))) throw this.namespaceNotFound(namespace);
    throw forbidden(caller, `create ${this.type.plural}`, namespace);
  }

  async visibleNamespaces(
    caller: Caller,
    verb: 'list' | 'watch',
    candidates: ReadonlySet<string>,
  ): Promise<VisibleNamespaces> {
    if (await this.allows(caller, verb)) return 'all';
    const asked = [...candidates].slice(0, MAX_NAMESPACE_CHECKS);
    const allowed = await Promise.all(asked.map((namespace) => this.mayList(caller, verb, namespace)));
    return new Set(asked.filter((_, index) => allowed[index]));
  }

  async requireList(caller: Caller, verb: 'list' | 'watch', namespace: string): Promise<void> {
    if (!(await this.mayList(caller, verb, namespace))) throw this.namespaceNotFound(namespace);
  }

  /** Without a namespace: in all of them. */
  mayList(caller: Caller, verb: 'list' | 'watch', namespace?: string): Promise<boolean> {
    return this.allows(caller, verb, { namespace });
  }

  mayGet(caller: Caller, key: NamespacedKey): Promise<boolean> {
    return this.allows(caller, 'get', { ...key });
  }

  mayWatch(caller: Caller, key: ObjectKey): Promise<boolean> {
    return this.allows(caller, 'watch', key);
  }

  /** What is absent and what may not be seen look alike. */
  notFound({ namespace, name }: NamespacedKey): ProblemError {
    const detail = `There is no ${this.type.kind} "${name}" in namespace "${namespace}" that you may see.`;
    return new ProblemError('not_found', detail);
  }

  private namespaceNotFound(namespace: string): ProblemError {
    const detail = `There is no namespace "${namespace}" whose ${this.type.kind}s you may see.`;
    return new ProblemError('not_found', detail);
  }

  private async maySee(caller: Caller, namespace: string): Promise<boolean> {
    const [lists, gets] = await Promise.all([
      this.mayList(caller, 'list', namespace),
      this.allows(caller, 'get', { namespace }),
    ]);
    return lists || gets;
  }

  private allows(
    caller: Caller,
    verb: AccessVerb,
    what: Partial<ObjectKey> & { subresource?: string } = {},
  ): Promise<boolean> {
    return this.authorizer.allows(caller, { verb, type: this.type, ...what });
  }
}

function forbidden({ username }: Caller, what: string, namespace: string): ProblemError {
  return new ProblemError('forbidden', `"${username}" may not ${what} in namespace "${namespace}".`);
}
