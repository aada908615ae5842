import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { StoreRequest } from './store-server.js';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

export interface Signed {
  readonly accessKeyId: string;
  readonly signature: string;
  /** As `20261123T132000Z`. */
  readonly time: string;
  readonly region: string;
  readonly signedHeaders: readonly string[];
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** What a request says of its signature; undefined when it is not signed by version 4. */
export function readSignature({ headers }: Pick<StoreRequest, 'headers'>): Signed | undefined {
  const [, accessKeyId, , region, signedHeaders, signature] = AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  if (!accessKeyId || !region || !signedHeaders || !signature) return undefined;
  return {
    accessKeyId,
    signature,
    region,
    time: String(headers['x-amz-date']),
    signedHeaders: signedHeaders.split(';'),
  };
}

/** When it was signed, in milliseconds; NaN when it does not say. */
export function timeOf({ time }: Signed): number {
  return Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** Signature version 4, computed from the request as it came: whoever does not know the secret cannot make it. */
export function isSignedWith(secret: string, request: StoreRequest, signed: Signed): boolean {
  const { time, region, signature } = signed;
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonicalRequest(request, signed))].join('\n');
  const key = [time.slice(0, 8), region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex'));
}

/** The hash of the body is part of what is signed; it must be that of the body that came. */
export function hasSignedBody({ headers, body }: StoreRequest): boolean {
  const claimed = headers['x-amz-content-sha256'];
  return claimed === 'UNSIGNED-PAYLOAD' || claimed === sha256(body);
}

function canonicalRequest({ method, url, path, headers }: StoreRequest, { signedHeaders }: Signed): string {
  const query = [...url.searchParams].map(([name, value]) => [encode(name), encode(value)] as const);
  const inOrder = query.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y)).map((pair) => pair.join('='));
  const lines = signedHeaders.map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const hash = String(headers['x-amz-content-sha256']);
  return [method, path, inOrder.join('&'), lines.join(''), signedHeaders.join(';'), hash].join('\n');
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Of RFC 3986, which leaves fewer characters alone than JavaScript does. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
