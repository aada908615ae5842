import type { Informer } from '../../kube/informer/index.js';
import { ProblemError } from '../../domain/problem.js';
import { isInLine } from '../../domain/version.js';
import type { DatabaseEngine, EngineParameter, EngineVersion } from '../../resources/database-engine/index.js';
import type { Caller } from '../auth/caller.js';
import { CachedList, type Page, type PageQuery } from '../reading/cached-list.js';
import type { EngineAccess } from './engine-access.js';
import { ENGINE_LIST, type EngineFilter } from './engine-list.js';

/** The catalogue as clients read it, from the cache. */
export class EngineCatalogue {
  readonly #list: CachedList<DatabaseEngine, EngineFilter>;

  constructor(
    private readonly informer: Informer<DatabaseEngine>,
    private readonly access: EngineAccess,
  ) {
    this.#list = new CachedList(informer, ENGINE_LIST);
  }

  async list(caller: Caller, query: PageQuery & EngineFilter): Promise<Page<DatabaseEngine>> {
    await this.access.requireList(caller, 'list');
    return this.#list.page(query, 'all');
  }

  async get(caller: Caller, name: string): Promise<DatabaseEngine> {
    await this.access.requireGet(caller, { name });
    const engine = this.find(name);
    if (!engine) throw this.access.notFound({ name });
    return engine;
  }

  /** For our own judgements; whoever is shown it must have been allowed to see it. */
  find = (name: string): DatabaseEngine | undefined => this.informer.store.get({ name });

  async versions(caller: Caller, name: string): Promise<readonly EngineVersion[]> {
    return (await this.get(caller, name)).spec.versions;
  }

  /** The parameters that a version (exact, or a line) knows; all without one. */
  async parameters(caller: Caller, name: string, version?: string): Promise<readonly EngineParameter[]> {
    const { parameters = [], versions } = (await this.get(caller, name)).spec;
    if (version === undefined) return parameters;
    const known = versions.map((entry) => entry.version);
    if (!known.some((exact) => isInLine(exact, version))) throw unknownVersion(name, version, known);
    return parameters.filter(({ lines }) => !lines || lines.some((line) => isInLine(version, line)));
  }
}

function unknownVersion(engine: string, version: string, allowed: readonly string[]): ProblemError {
  const message = `the catalogue of ${engine} has no such version`;
  return new ProblemError('malformed_request', `?version: ${message}.`, {
    fields: [{ pointer: '?version', code: 'not_supported', message, rejected: version, allowed }],
  });
}
