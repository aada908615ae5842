import type { Informer } from '../../kube/informer/index.js';
import type { UntypedObject } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import type { Caller } from '../auth/caller.js';
import type { ResourceAccess } from '../auth/resource-access.js';
import { Cursors } from '../reading/cursor.js';

/** A namespace as those see it who may list clusters in it; the rest of it is not ours to show. */
export interface SeenNamespace {
  readonly name: string;
  /** It is going, and takes nothing new. */
  readonly terminating: boolean;
}

export interface NamespaceQuery {
  readonly limit: number;
  readonly cursor?: string;
  /** What its name begins with. */
  readonly q?: string;
  /** How errors name the cursor. */
  readonly cursorPointer: string;
}

export interface NamespacePage {
  readonly items: readonly SeenNamespace[];
  /** Where the list goes on behind one of the items. */
  readonly cursorOf: (item: SeenNamespace) => string;
  readonly hasNext: boolean;
  /** There are more namespaces than rights are asked for at once: some may be missing. */
  readonly truncated: boolean;
}

/** As far as a request goes to fill a page for somebody who may see few of many. */
export const MAX_CHECKS = 2_000;
/** Asked at once: beyond the page a few more, and not all that there are. */
const BATCH = 100;

/** The namespaces that a caller can work in. */
export class NamespaceDirectory {
  constructor(
    private readonly informer: Informer<UntypedObject>,
    private readonly access: ResourceAccess,
  ) {}

  /** By name; what the caller may not list clusters in does not exist. */
  async list(caller: Caller, { limit, cursor, q = '', cursorPointer }: NamespaceQuery): Promise<NamespacePage> {
    if (!this.informer.hasSynced()) {
      throw new ProblemError('unavailable', 'The cache is not filled yet.', { retryAfterSeconds: 1 });
    }
    const cursors = new Cursors({ namespace: undefined, order: { name: 'name', width: 1 }, wishes: [['q', q]] });
    const [after = ''] = cursors.decode(cursor, cursorPointer) ?? [];
    const candidates = [...this.informer.store.list()]
      .filter(({ metadata: { name } }) => name > after && name.startsWith(q))
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    const { visible, truncated } = await this.visibleTo(caller, candidates, limit + 1);
    const items = visible.slice(0, limit).map(seen);
    const cursorOf = ({ name }: SeenNamespace): string => cursors.encode([name]);
    return { items, cursorOf, hasNext: visible.length > limit, truncated };
  }

  /** The first `wanted` that the caller may see. */
  private async visibleTo(
    caller: Caller,
    candidates: readonly UntypedObject[],
    wanted: number,
  ): Promise<{ visible: UntypedObject[]; truncated: boolean }> {
    if (await this.access.mayList(caller, 'list')) {
      return { visible: candidates.slice(0, wanted), truncated: false };
    }
    const visible: UntypedObject[] = [];
    const askable = Math.min(candidates.length, MAX_CHECKS);
    for (let at = 0; at < askable && visible.length < wanted; at += BATCH) {
      const batch = candidates.slice(at, Math.min(at + BATCH, askable));
      const allowed = await Promise.all(
        batch.map(({ metadata }) => this.access.mayList(caller, 'list', metadata.name)),
      );
      visible.push(...batch.filter((_, index) => allowed[index]));
    }
    return { visible, truncated: visible.length < wanted && candidates.length > MAX_CHECKS };
  }
}

const seen = ({ metadata }: UntypedObject): SeenNamespace => ({
  name: metadata.name,
  terminating: metadata.deletionTimestamp !== undefined,
});
