import { MemberSet } from './member-set.js';

/** A process and the set of members by which it works: it may be at work on any key that is its own by this set. */
export interface Claim {
  readonly identity: string;
  readonly members: MemberSet;
}

export interface SeenMembers {
  /** All that live, this process among them. */
  readonly alive: MemberSet;
  /** By which set this process works, as its record said when it was read. */
  readonly published: MemberSet;
  /** Of the others that live. */
  readonly claims: readonly Claim[];
}

const NOBODY: SeenMembers = { alive: MemberSet.EMPTY, published: MemberSet.EMPTY, claims: [] };

/**
 * What one process may work on. A key is its own when every set that it stands for says so, and no other's claim covers
 * it still. Each writes its claim first and reads the others' afterwards, so of two that want a key at least one sees
 * the other; a claim is given up only when nothing that it covers is at work. So no key has two owners, however
 * differently the members see each other.
 */
export class ShardView {
  private readonly wanted: readonly MemberSet[];
  private readonly dissent: readonly Claim[];
  private readonly text: string;

  private constructor(
    private readonly me: string,
    private readonly seen: SeenMembers,
    /** What the record is to say: on its way until it is `published`. */
    readonly offered: MemberSet,
  ) {
    const { alive, published, claims } = seen;
    this.wanted = [alive, ...[published, offered].filter((set) => !set.equals(alive))];
    this.dissent = claims.filter(({ members }) => !members.equals(alive));
    this.text = JSON.stringify([
      this.wanted.map(({ text }) => text),
      this.dissent.map(({ identity, members }) => [identity, members.text]),
    ]);
  }

  /** Owns nothing yet. */
  static initial(me: string): ShardView {
    return new ShardView(me, NOBODY, MemberSet.EMPTY);
  }

  get alive(): MemberSet {
    return this.seen.alive;
  }

  /** True once the others can read what this process claims. */
  get isPublished(): boolean {
    return this.seen.published.size > 0;
  }

  owns(key: string): boolean {
    const { me } = this;
    return (
      this.wanted.every((members) => members.ownerOf(key) === me) &&
      this.dissent.every(({ identity, members }) => members.ownerOf(key) !== identity)
    );
  }

  /** True when both own the same keys for the same reasons. */
  isLike(other: ShardView): boolean {
    return this.text === other.text;
  }

  learn(seen: SeenMembers): ShardView {
    return new ShardView(this.me, seen, this.offered);
  }

  /**
   * The view that claims what the living members leave to this process; undefined while a claim is on its way, for it
   * may take effect at any moment, while a key that was lost is still at work, and when nothing is to be changed.
   */
  offer(atWork: Iterable<string>): ShardView | undefined {
    const { alive, published } = this.seen;
    if (!published.equals(this.offered) || this.offered.equals(alive)) return undefined;
    for (const key of atWork) if (alive.ownerOf(key) !== this.me) return undefined;
    return new ShardView(this.me, this.seen, alive);
  }
}
