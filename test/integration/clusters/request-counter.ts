import type { AuditedRequest } from '../../envtest/audit-log.js';
import type { TestCluster } from '../../harness/sandbox-app.js';

const READS = new Set(['get', 'list', 'watch']);

/** What one user has asked of the API server, as the server saw it. */
export class RequestCounter {
  readonly #seen: AuditedRequest[] = [];
  readonly #stop: () => void;

  constructor(cluster: TestCluster, user: string) {
    this.#stop = cluster.api.onRequest((record) => {
      if (record.user === user) this.#seen.push(record);
    });
  }

  get all(): readonly AuditedRequest[] {
    return this.#seen;
  }

  get writes(): readonly AuditedRequest[] {
    return this.#seen.filter(({ verb, resource }) => !READS.has(verb) && !resource.includes('review'));
  }

  /** Begins to count anew. */
  reset(): void {
    this.#seen.length = 0;
  }

  stop(): void {
    this.#stop();
  }
}

/** `patch clusters.postgresql.cnpg.io 3`, most frequent first: for reports and for failures that explain themselves. */
export function summarize(records: readonly AuditedRequest[]): string[] {
  const counts = new Map<string, number>();
  for (const { verb, resource, subresource, path } of records) {
    const what = resource ? `${verb} ${[resource, subresource].filter(Boolean).join('/')}` : `${verb} ${path}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([what, count]) => `${what} ${count}`);
}
