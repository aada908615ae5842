/** One page of names, as every store cuts it: folders count as names, and the page begins after a name. */
export interface NamesPage {
  readonly names: readonly string[];
  /** With the slash at their end. */
  readonly folders: readonly string[];
  /** The last name or folder of this page, when there are more. */
  readonly next?: string;
}

interface PageQuery {
  readonly prefix: string;
  readonly delimiter?: string;
  readonly limit: number;
  readonly after?: string;
}

export function namesPage(all: Iterable<string>, { prefix, delimiter, limit, after = '' }: PageQuery): NamesPage {
  const entries = [...all].filter((name) => name.startsWith(prefix)).map((name) => entryOf(name, prefix, delimiter));
  const inOrder = [...new Set(entries)].sort((a, b) => (a < b ? -1 : 1)).filter((entry) => entry > after);
  const page = inOrder.slice(0, limit);
  const isFolder = (entry: string): boolean => delimiter !== undefined && entry.endsWith(delimiter);
  return {
    names: page.filter((entry) => !isFolder(entry)),
    folders: page.filter(isFolder),
    ...(inOrder.length > limit && { next: page.at(-1) }),
  };
}

function entryOf(name: string, prefix: string, delimiter: string | undefined): string {
  const end = delimiter ? name.indexOf(delimiter, prefix.length) : -1;
  return end < 0 ? name : name.slice(0, end + 1);
}
