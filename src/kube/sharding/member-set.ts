import { textHash } from '../text-hash.js';

/** MurmurHash3's last step: each bit of the input moves about half of the output's, and no two inputs collide. */
function avalanche(input: number): number {
  let hash = input ^ (input >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * Processes among which keys are shared out by rendezvous hashing: each key goes to the member whose hash with it is
 * highest. Whoever joins takes its part from all alike, whoever leaves gives its part to all alike, no other key moves.
 */
export class MemberSet {
  static readonly EMPTY = new MemberSet([]);

  /** How others read it from a record: the members in order. */
  readonly text: string;
  private readonly seeds: readonly number[];

  private constructor(private readonly sorted: readonly string[]) {
    this.text = sorted.join();
    this.seeds = sorted.map(textHash);
  }

  /** The order does not matter, and nobody counts twice. */
  static of(members: Iterable<string>): MemberSet {
    return new MemberSet([...new Set(members)].sort());
  }

  static parse(text = ''): MemberSet {
    return text === '' ? MemberSet.EMPTY : MemberSet.of(text.split(','));
  }

  get size(): number {
    return this.sorted.length;
  }

  get first(): string | undefined {
    return this.sorted[0];
  }

  /** The same for everyone who knows the same members; undefined when there are none. */
  ownerOf(key: string): string | undefined {
    const hash = textHash(key);
    let highest = -1;
    let owner: string | undefined;
    for (const [index, seed] of this.seeds.entries()) {
      const weight = avalanche(hash ^ seed);
      if (weight <= highest) continue;
      highest = weight;
      owner = this.sorted[index];
    }
    return owner;
  }

  equals(other: MemberSet): boolean {
    return this.text === other.text;
  }
}
