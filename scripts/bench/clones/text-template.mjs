import { randomUUID } from 'node:crypto';

/** A value as JSON with holes where the name and the uids of one cluster's objects stand, to be filled for another. */
export class TextTemplate {
  #literals;
  /** What stood in the hole after each literal but the last. */
  #holes;
  #name;
  #uids;

  constructor(value, { name, uids }) {
    this.#name = name;
    this.#uids = uids;
    // `new-1` is no part of `new-10`; before it may stand anything, the n of an escaped line break among others.
    const parts = JSON.stringify(value).split(new RegExp(`(${[...uids, name].join('|')})(?!\\d)`));
    this.#literals = parts.filter((_, index) => index % 2 === 0);
    this.#holes = parts.filter((_, index) => index % 2 === 1);
  }

  /** The value for a cluster of another name, whose objects have uids of their own. */
  renderFor(name) {
    return this.#fill(new Map([[this.#name, name], ...this.#uids.map((uid) => [uid, randomUUID()])]));
  }

  #fill(values) {
    const filled = this.#holes.map((hole, index) => this.#literals[index] + values.get(hole));
    return JSON.parse(filled.join('') + this.#literals.at(-1));
  }
}
