import type { AuditedRequest } from '../../envtest/audit-log.js';

const READS = new Set(['get', 'list', 'watch']);
/** Reports about what was done, sent in their own time; nothing acts on them. */
const REPORTS = new Set(['events', 'events.events.k8s.io']);

/**
 * Reads the server's log for who wrote to what: one key a namespace. A key passes from member to member; one that lost it
 * may write to it again only if it was given back, and a key comes back only when whoever had it in between has ended.
 */
export class OwnershipAudit {
  /** Writes of a former owner that took effect after the first one of the new owner. */
  readonly violations: string[] = [];
  writes = 0;
  moves = 0;
  conflicts = 0;
  readonly #owners = new Map<string, string>();
  readonly #formerOwners = new Map<string, Set<string>>();
  readonly #ended = new Set<string>();

  constructor(
    private readonly isMember: (user: string) => boolean,
    private readonly isKey: (namespace: string) => boolean,
  ) {}

  readonly record = ({ user, verb, status, resource, namespace }: AuditedRequest): void => {
    if (READS.has(verb) || REPORTS.has(resource) || !this.isMember(user) || !this.isKey(namespace)) return;
    if (status === 409) this.conflicts += 1;
    if (status < 300) this.noteWrite(namespace, user, `${verb} ${resource}`);
  };

  /** From now on the keys of the member may be given to others. */
  noteEnd(user: string): void {
    this.#ended.add(user);
  }

  private noteWrite(key: string, user: string, what: string): void {
    this.writes += 1;
    const owner = this.#owners.get(key);
    if (owner === user) return;
    this.#owners.set(key, user);
    if (owner === undefined) return;
    this.moves += 1;
    const former = this.#formerOwners.get(key) ?? new Set<string>();
    this.#formerOwners.set(key, former.add(owner));
    if (former.has(user) && !this.#ended.has(owner))
      this.violations.push(`${what} in ${key} by ${user} after ${owner}`);
  }
}
