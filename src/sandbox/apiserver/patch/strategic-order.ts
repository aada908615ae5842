export interface ItemOrder {
  /** The identities in the order asked for. */
  readonly asked: readonly unknown[];
  /** The identities in the order before the patch. */
  readonly live: readonly unknown[];
}

type IdentityOf = (item: unknown) => unknown;

/**
 * Puts the items that were asked for into that order. The others keep the order they had: one goes ahead of the next
 * item asked for if it was ahead of it before, and behind it where that cannot be told.
 */
export function orderItems(items: readonly unknown[], order: ItemOrder, identityOf: IdentityOf): unknown[] {
  const [asked, live] = [ranksOf(order.asked), ranksOf(order.live)];
  const rankOf = (item: unknown): number | undefined => asked.get(identityOf(item));
  const named = items.filter((item) => rankOf(item) !== undefined).sort((a, b) => rankOf(a)! - rankOf(b)!);
  const others = items.filter((item) => rankOf(item) === undefined);
  return weave(others, named, (item) => live.get(identityOf(item)));
}

function ranksOf(identities: readonly unknown[]): Map<unknown, number> {
  return new Map(identities.map((identity, index) => [identity, index]));
}

function weave(
  others: readonly unknown[],
  named: readonly unknown[],
  liveRankOf: (item: unknown) => number | undefined,
): unknown[] {
  const woven: unknown[] = [];
  let next = 0;
  for (const item of named) {
    const rank = liveRankOf(item);
    while (rank !== undefined && next < others.length && isAhead(liveRankOf(others[next]), rank)) {
      woven.push(others[next++]);
    }
    woven.push(item);
  }
  return [...woven, ...others.slice(next)];
}

function isAhead(rank: number | undefined, other: number): boolean {
  return rank !== undefined && rank < other;
}
