import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import type { JSONWebKeySet } from 'jose';
import { Agent, request, type Dispatcher } from 'undici';

export interface IssuerAddress {
  readonly issuer: string;
  /** PEM, besides the authorities that everybody trusts; read anew each time, so that it may be replaced. */
  readonly caFile?: string;
}

/** Of connecting, and of each answer. */
const TIMEOUT_MS = 5_000;
/** More than any issuer has keys: what it says must not fill our memory. */
const MAX_ANSWER_BYTES = 256 * 1024;

/** What the issuer says its keys are, by OpenID Connect Discovery. Redirects are not followed. @throws Error with what went wrong. */
export async function fetchIssuerKeys({ issuer, caFile }: IssuerAddress): Promise<JSONWebKeySet> {
  const ca = caFile === undefined ? undefined : [...rootCertificates, await readFile(caFile, 'utf8')];
  const agent = new Agent({ connect: { ca, timeout: TIMEOUT_MS }, maxResponseSize: MAX_ANSWER_BYTES });
  try {
    const discovery = await getJson(agent, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    return (await getJson(agent, keysUrlIn(discovery, issuer))) as unknown as JSONWebKeySet;
  } finally {
    await agent.destroy();
  }
}

/** @throws Error when the document is another issuer's, or leads to where nobody vouches for the answer. */
function keysUrlIn({ issuer, jwks_uri: url }: Readonly<Record<string, unknown>>, expected: string): string {
  if (issuer !== expected)
    throw new Error(`the discovery document is of ${JSON.stringify(issuer)}, not of ${expected}`);
  if (typeof url !== 'string' || !url.startsWith('https://')) throw new Error('jwks_uri is no https URL');
  return url;
}

async function getJson(dispatcher: Dispatcher, url: string): Promise<Record<string, unknown>> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const { statusCode, body } = await request(url, { dispatcher, signal, headers: { accept: 'application/json' } });
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
  const document: unknown = await body.json();
  if (typeof document === 'object' && document !== null) return document as Record<string, unknown>;
  throw new Error(`${url} answered no object`);
}
