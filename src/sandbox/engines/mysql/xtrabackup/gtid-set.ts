/** So many transactions in a row of one server, both ends included. */
export interface GtidRange {
  readonly source: string;
  readonly from: number;
  readonly to: number;
}

export type GtidSet = readonly GtidRange[];

/** As MySQL writes a set: `uuid:1-5:7,uuid:1`. What is none counts as empty. */
export function parseGtids(text: string): GtidSet {
  return text.split(',').flatMap((part) => {
    const [source = '', ...ranges] = part.trim().split(':');
    return ranges.flatMap((range) => {
      const [from, to = from] = range.split('-').map(Number);
      return Number.isInteger(from) && Number.isInteger(to) ? [{ source, from: from!, to: to! }] : [];
    });
  });
}

export function formatGtids(set: GtidSet): string {
  const bySource = new Map<string, string[]>();
  for (const { source, from, to } of set) {
    bySource.set(source, [...(bySource.get(source) ?? []), from === to ? `${from}` : `${from}-${to}`]);
  }
  return [...bySource].map(([source, ranges]) => [source, ...ranges].join(':')).join(',');
}

export const hasGtid = (set: GtidSet, source: string, number: number): boolean =>
  set.some((range) => range.source === source && range.from <= number && number <= range.to);

/** With one more transaction, in a row with others where it goes on from them. */
export function addGtid(set: GtidSet, source: string, number: number): GtidSet {
  if (hasGtid(set, source, number)) return set;
  const before = set.find((range) => range.source === source && range.to === number - 1);
  const added = { source, from: before?.from ?? number, to: number };
  return before ? set.map((range) => (range === before ? added : range)) : [...set, added];
}
