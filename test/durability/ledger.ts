import type { Wire } from '../conformance/apiserver/api-client.js';

/** A state of an object: its value, or that it is not there. */
type State = string | undefined;

interface Account {
  confirmed: State;
  /** Sent, and not answered yet: a crash may or may not have kept it. */
  pending?: { readonly state: State };
}

/** What a server has acknowledged, and so owes after any crash. */
export class Ledger {
  readonly #accounts = new Map<string, Account>();
  /** The newest that anybody was shown. */
  #highest = 0;
  #acknowledged = 0;

  get acknowledged(): number {
    return this.#acknowledged;
  }

  sent(name: string, state: State): void {
    this.#account(name).pending = { state };
  }

  confirmed(name: string, state: State): void {
    this.#accounts.set(name, { confirmed: state });
    this.#acknowledged += 1;
  }

  isThere(name: string): boolean {
    return this.#accounts.get(name)?.confirmed !== undefined;
  }

  shown(resourceVersion: string): void {
    this.#highest = Math.max(this.#highest, Number(resourceVersion));
  }

  /** What a list after a crash has wrong; then it is the truth, for what was pending is decided. */
  settle(list: Wire): string[] {
    const found = new Map<string, State>(
      (list.items as Wire[]).map(({ metadata, data }): [string, State] => [metadata.name, data?.value]),
    );
    const losses = [...this.#accounts].flatMap(([name, account]) => lossOf(name, account, found.get(name)));
    const revision = Number(list.metadata.resourceVersion);
    const steps = revision < this.#highest ? [`revision ${revision} after ${this.#highest} was shown`] : [];
    for (const name of this.#accounts.keys()) this.#accounts.set(name, { confirmed: found.get(name) });
    this.shown(list.metadata.resourceVersion);
    return [...losses, ...steps];
  }

  #account(name: string): Account {
    const known = this.#accounts.get(name) ?? { confirmed: undefined };
    this.#accounts.set(name, known);
    return known;
  }
}

function lossOf(name: string, { confirmed, pending }: Account, found: State): string[] {
  if (found === confirmed || (pending && found === pending.state)) return [];
  return [`${name}: acknowledged ${confirmed ?? 'its end'}, found ${found ?? 'nothing'}`];
}
