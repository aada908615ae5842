/**
 * Puts the items that `order` names into that order. The others keep their place: each stays ahead of the first named
 * item that came after it in `items`.
 */
export function orderItems(
  items: readonly unknown[],
  order: readonly unknown[],
  identityOf: (item: unknown) => unknown,
): unknown[] {
  const positions = new Map(items.map((item, index) => [identityOf(item), index]));
  const rank = new Map(order.map((identity, index) => [identity, index]));
  const rankOf = (index: number): number | undefined => rank.get(identityOf(items[index]));
  const indexes = [...positions.values()];
  const named = indexes.filter((index) => rankOf(index) !== undefined).sort((a, b) => rankOf(a)! - rankOf(b)!);
  const others = indexes.filter((index) => rankOf(index) === undefined);
  return interleave(named, others).map((index) => items[index]);
}

/** Both lists hold positions; neither's own order changes. */
function interleave(named: readonly number[], others: readonly number[]): number[] {
  const woven: number[] = [];
  let next = 0;
  for (const index of others) {
    const place = named.findIndex((candidate, at) => at >= next && candidate > index);
    const end = place < 0 ? named.length : place;
    woven.push(...named.slice(next, end), index);
    next = end;
  }
  return [...woven, ...named.slice(next)];
}
