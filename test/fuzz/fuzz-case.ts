/** One request, and what must be there before it. */
export interface FuzzCase {
  /** What kind of trouble it is, for reports and for the list of known differences. */
  readonly family: string;
  /** Objects to create first, so that every case finds the same. */
  readonly given: readonly GivenObject[];
  readonly method: string;
  /** With its query, ready for the request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface GivenObject {
  readonly collection: string;
  readonly object: object;
}

/** Enough to try it again by hand. */
export function describeCase({ family, method, path, headers, body }: FuzzCase): string {
  const type = headers['content-type'] ?? '';
  const shown = Buffer.isBuffer(body) ? `base64:${body.toString('base64')}` : (body ?? '');
  const text = shown.length > 1500 ? `${shown.slice(0, 1500)}... (${shown.length})` : shown;
  return `[${family}] ${method} ${path.slice(0, 500)} ${type} ${text}`;
}
