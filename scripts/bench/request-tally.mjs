const READS = new Set(['get', 'list', 'watch']);

/** What each user has asked of a server, as its log tells. */
export class RequestTally {
  #users = new Map();

  record = ({ user, verb, method, resource, subresource, path }) => {
    const tally = this.#of(user);
    const target = resource ? [resource, subresource].filter(Boolean).join('/') : path;
    const what = `${verb || method} ${target}`;
    tally.requests.set(what, (tally.requests.get(what) ?? 0) + 1);
    // Renewals of the Lease go on whatever happens: they are no work.
    if (READS.has(verb) || resource.startsWith('leases.')) return;
    tally.lastWriteAt = Date.now();
    tally.firstWriteAt ??= tally.lastWriteAt;
  };

  /** What the user has asked since the last call. */
  take(user) {
    const { requests, ...times } = this.#of(user);
    this.#users.delete(user);
    return { requests: [...requests], ...times };
  }

  #of(user) {
    if (!this.#users.has(user)) this.#users.set(user, { requests: new Map() });
    return this.#users.get(user);
  }
}
