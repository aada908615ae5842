import type { StoredObject } from './stored-objects.js';

/** Most keys of one page. */
const MAX_KEYS = 1000;

export interface ListQuery {
  readonly prefix: string;
  /** Absent: every object is listed, however deep. */
  readonly delimiter?: string;
  /** Keys after this one, which need not exist. */
  readonly after: string;
  readonly maxKeys: number;
}

/** An object, or all whose keys go on after the delimiter, as one. */
export type ListEntry = { readonly object: StoredObject } | { readonly commonPrefix: string };

export interface ListPage {
  readonly entries: readonly ListEntry[];
  /** Where the next page begins: after this key or prefix. Absent on the last page. */
  readonly next?: string;
}

/** What ListObjectsV2 asks for; undefined when an argument makes no sense. */
export function readListQuery(params: URLSearchParams): ListQuery | undefined {
  const maxKeys = params.get('max-keys') ?? String(MAX_KEYS);
  const token = params.get('continuation-token');
  const after = token === null ? (params.get('start-after') ?? '') : readToken(token);
  if (!/^\d{1,9}$/.test(maxKeys) || after === undefined) return undefined;
  return {
    prefix: params.get('prefix') ?? '',
    delimiter: params.get('delimiter') || undefined,
    after,
    maxKeys: Math.min(Number(maxKeys), MAX_KEYS),
  };
}

export const tokenFor = (next: string): string => Buffer.from(`after:${next}`).toString('base64url');

function readToken(token: string): string | undefined {
  const text = Buffer.from(token, 'base64url').toString();
  return text.startsWith('after:') ? text.slice('after:'.length) : undefined;
}

/** One page, in the order of the keys' bytes. */
export function listObjects(objects: readonly StoredObject[], query: ListQuery): ListPage {
  const matching = objects.filter(({ key }) => key.startsWith(query.prefix)).sort((a, b) => compareKeys(a.key, b.key));
  const entries = fold(matching, query).filter((entry) => compareKeys(nameOf(entry), query.after) > 0);
  const page = entries.slice(0, query.maxKeys);
  const last = page.at(-1);
  return entries.length > page.length && last ? { entries: page, next: nameOf(last) } : { entries: page };
}

export const nameOf = (entry: ListEntry): string => ('object' in entry ? entry.object.key : entry.commonPrefix);

function fold(objects: readonly StoredObject[], { prefix, delimiter }: ListQuery): ListEntry[] {
  const entries = new Map<string, ListEntry>();
  for (const object of objects) {
    const end = delimiter === undefined ? -1 : object.key.indexOf(delimiter, prefix.length);
    const entry = end < 0 ? { object } : { commonPrefix: object.key.slice(0, end + delimiter!.length) };
    entries.set(nameOf(entry), entry);
  }
  return [...entries.values()];
}

const compareKeys = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
