import type { IncomingMessage } from 'node:http';

import { tooLarge } from '../api-status/api-error.js';

export const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** The whole body. @throws ApiError 413 as soon as it is too large, whatever the length header says. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw tooLarge(`Request entity too large: limit is ${MAX_BODY_BYTES}`);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** The media type of a body, without parameters; a header that names none is given as it is, for it is of no type. */
export function mediaTypeOf(request: IncomingMessage): string {
  const header = request.headers['content-type'] ?? '';
  return header.split(';', 1)[0]!.trim().toLowerCase() || header.trim();
}
