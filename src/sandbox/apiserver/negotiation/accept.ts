/** One alternative of an Accept header, in lower case except for parameter values. */
export interface MediaRange {
  readonly type: string;
  readonly params: Readonly<Record<string, string>>;
}

const WILDCARDS = new Set(['*/*', 'application/*']);
/** More alternatives than any client sends; the rest of a hostile header is not looked at. */
const MAX_RANGES = 32;

/** The alternatives of an Accept header in the order written: what Kubernetes clients mean, q-values do not occur. */
export function parseAccept(header: string | undefined): readonly MediaRange[] {
  if (!header?.trim()) return [{ type: '*/*', params: {} }];
  return header.split(',', MAX_RANGES).map(parseMediaRange);
}

function parseMediaRange(text: string): MediaRange {
  const [type = '', ...params] = text.split(';').map((part) => part.trim());
  return { type: type.toLowerCase(), params: Object.fromEntries(params.map(parseParam)) };
}

function parseParam(text: string): [string, string] {
  const [name = '', value = ''] = text.split('=', 2);
  return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')];
}

/** True when the range takes JSON as it is: no transformation asked for. */
export function acceptsPlainJson({ type, params }: MediaRange): boolean {
  return (type === 'application/json' && params.as === undefined) || WILDCARDS.has(type);
}
