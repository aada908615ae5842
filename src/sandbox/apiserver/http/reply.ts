/** What a handler answers; the edge sends it once everything it shows is durable. */
export interface Reply {
  readonly code: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ready bytes or text; absent: no body. */
  readonly body?: Buffer | string;
}

const JSON_HEADERS = { 'Content-Type': 'application/json' };

export function jsonReply(code: number, body: object | Buffer): Reply {
  return { code, headers: JSON_HEADERS, body: Buffer.isBuffer(body) ? body : JSON.stringify(body) };
}

export function textReply(code: number, body: string): Reply {
  return { code, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body };
}
