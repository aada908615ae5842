import type { Informer } from '../../kube/informer/index.js';
import type { KubeObject } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import type { NamespacedKey, ResourceAccess, VisibleNamespaces } from '../auth/resource-access.js';
import type { Caller } from '../auth/caller.js';
import { CachedList, type Narrowing, type Page, type PageQuery } from './cached-list.js';
import type { ListDeclaration } from './list-declaration.js';

/** Reads from the cache, as far as the caller may see; no read ever asks the API server for objects. */
export class ResourceReader<T extends KubeObject, F extends object> {
  readonly #list: CachedList<T, F>;

  constructor(
    private readonly informer: Informer<T>,
    private readonly access: ResourceAccess,
    declaration: ListDeclaration<T>,
    narrow?: Narrowing<T, F>,
  ) {
    this.#list = new CachedList(informer, declaration, narrow);
  }

  /** @throws ProblemError `not_found` for what is absent and for what the caller may not see alike. */
  async get(caller: Caller, key: NamespacedKey): Promise<T> {
    await this.access.require(caller, 'get', key);
    return this.find(key);
  }

  /** For what a body names: undefined, too, for what is absent and for what the caller may not see alike. */
  async getIfVisible(caller: Caller, namespace: string, name: string | undefined): Promise<T | undefined> {
    if (name === undefined) return undefined;
    try {
      return await this.get(caller, { namespace, name });
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  /** For our own judgements; whoever is shown it must have been allowed to see it. */
  find(key: NamespacedKey): T {
    this.#list.requireSynced();
    const object = this.informer.store.get(key);
    if (!object) throw this.access.notFound(key);
    return object;
  }

  async list(caller: Caller, query: PageQuery & F): Promise<Page<T>> {
    this.#list.requireSynced();
    return this.#list.page(query, await this.visibleTo(caller, query.namespace));
  }

  private async visibleTo(caller: Caller, namespace: string | undefined): Promise<VisibleNamespaces> {
    if (namespace === undefined) return this.access.visibleNamespaces(caller, 'list', this.#list.namespaces());
    await this.access.requireList(caller, 'list', namespace);
    return new Set([namespace]);
  }
}
