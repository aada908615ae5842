import { createHmac, timingSafeEqual } from 'node:crypto';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** We make all tokens ourselves, so the header is a constant: a token that names another algorithm is not ours. */
const HEADER = encode({ alg: 'HS256', typ: 'JWT' });
const MAX_TOKEN_LENGTH = 16_384;

const signatureOf = (key: Uint8Array, signed: string): Buffer => createHmac('sha256', key).update(signed).digest();

/** A JWT over the claims. */
export function signToken(key: Uint8Array, claims: object): string {
  const signed = `${HEADER}.${encode(claims)}`;
  return `${signed}.${signatureOf(key, signed).toString('base64url')}`;
}

/** The claims, or undefined when the token was not signed with this key. Says nothing of their being in force. */
export function readSignedToken(key: Uint8Array, token: string): Record<string, unknown> | undefined {
  if (token.length > MAX_TOKEN_LENGTH) return undefined;
  const [header, payload = '', signature = '', ...rest] = token.split('.');
  if (header !== HEADER || rest.length > 0) return undefined;
  const [expected, given] = [signatureOf(key, `${header}.${payload}`), Buffer.from(signature, 'base64url')];
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}
