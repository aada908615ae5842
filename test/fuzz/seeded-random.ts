/** Numbers that look random and are the same for the same seed: a case that failed can be had again. */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An independent source for a part of the work, so that a change in one part leaves the others as they were. */
  fork(salt: number): SeededRandom {
    return new SeededRandom(Math.imul(this.#next() ^ Math.imul(salt + 1, 0x9e3779b1), 0x85ebca6b));
  }

  /** An integer in `[0, below)`. */
  int(below: number): number {
    return Math.floor((this.#next() / 2 ** 32) * below);
  }

  chance(probability: number): boolean {
    return this.#next() / 2 ** 32 < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(items.length)]!;
  }

  /** So many items of a maker's, fewer than `below`. */
  some<T>(below: number, make: () => T): T[] {
    return Array.from({ length: this.int(below) }, make);
  }

  shuffled<T>(items: readonly T[]): T[] {
    const ranked = items.map((item) => ({ item, rank: this.#next() }));
    return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.int(256)));
  }

  /** A step of splitmix32. */
  #next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }
}

const DEFAULT_SEED = 20_260_101;

/** The seeds that `FUZZ_SEEDS` names, as `1,2,3` or `1-20`; one that is always the same when it is unset. */
export function seedsToTry(text = process.env.FUZZ_SEEDS ?? ''): number[] {
  if (text === '') return [DEFAULT_SEED];
  const [, first, last] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (!first) return text.split(',').map(Number);
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => Number(first) + at);
}
