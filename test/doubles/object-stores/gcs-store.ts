import { createVerify, generateKeyPairSync } from 'node:crypto';
import { namesPage } from './listing.js';
import { StoreServer, type StoreAnswer, type StoreRequest } from '../../../src/sandbox/object-store/store-server.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

/** The key of the one service account that the store knows. */
export const GCS_KEY = { clientEmail: 'backups@acme.iam.gserviceaccount.com', privateKey: pem, projectId: 'acme' };
/** The same account, another key. */
export const STRANGERS_KEY = {
  ...GCS_KEY,
  privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string,
};

const TOKEN = 'ya29.token-of-the-tests';
const json = (status: number, body: object): StoreAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const failure = (status: number, reason: string): StoreAnswer =>
  json(status, { error: { code: status, message: `${reason} of ${TOKEN}`, errors: [{ reason, domain: 'global' }] } });

/** Google's JSON API as far as backups use it, with the token service in front of it. */
export class GcsStore {
  readonly objects = new Map<string, Buffer>();
  #server!: StoreServer;

  static async start(): Promise<GcsStore> {
    const store = new GcsStore();
    store.#server = await StoreServer.start((request) => store.answer(request));
    return store;
  }

  /** How a client is led here instead of to Google, its token service included. */
  get options(): object {
    const { url } = this.#server;
    const fetchImplementation = (input: URL | string, init?: RequestInit): Promise<Response> =>
      fetch(String(input).replace('https://oauth2.googleapis.com', url), init);
    return {
      apiEndpoint: url,
      useAuthWithCustomEndpoint: true,
      clientOptions: { transporterOptions: { fetchImplementation } },
    };
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  private answer(request: StoreRequest): StoreAnswer {
    const { url, headers, method } = request;
    if (url.pathname === '/token') return grant(request);
    if (headers.authorization !== `Bearer ${TOKEN}`) return failure(401, 'authError');
    const [, bucket, object] = /\/b\/([^/]+)\/o(?:\/(.+))?$/.exec(url.pathname) ?? [];
    if (bucket !== 'backups') return failure(404, 'notFound');
    if (method === 'POST') return this.store(request);
    if (object === undefined) return this.list(url.searchParams);
    const name = decodeURIComponent(object);
    const found = this.objects.get(name);
    if (!found) return failure(404, 'notFound');
    if (method === 'GET') return { status: 200, body: found };
    this.objects.delete(name);
    return { status: 204 };
  }

  private list(query: URLSearchParams): StoreAnswer {
    const { names, folders, next } = namesPage(this.objects.keys(), {
      prefix: query.get('prefix') ?? '',
      delimiter: query.get('delimiter') ?? undefined,
      limit: Number(query.get('maxResults')),
      after: query.get('pageToken') ?? undefined,
    });
    const items = names.map((name) => ({
      name,
      size: String(this.objects.get(name)!.length),
      updated: '2026-11-23T12:00:00.000Z',
    }));
    return json(200, { kind: 'storage#objects', items, prefixes: folders, nextPageToken: next });
  }

  /** A multipart upload: a description, then the bytes. */
  private store({ url, headers, body }: StoreRequest): StoreAnswer {
    const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')![1]!;
    const parts = body.toString('latin1').split(`--${boundary}`);
    const bytes = parts[2]!.slice(parts[2]!.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, '');
    const name = url.searchParams.get('name')!;
    this.objects.set(name, Buffer.from(bytes, 'latin1'));
    return json(200, { kind: 'storage#object', name, bucket: 'backups' });
  }
}

/** Whoever signed with the account's key gets a token. */
function grant({ body }: StoreRequest): StoreAnswer {
  const text = body.toString();
  const assertion = text.startsWith('{')
    ? (JSON.parse(text) as { assertion: string }).assertion
    : new URLSearchParams(text).get('assertion')!;
  const [head, claims, signature] = assertion.split('.');
  const isGenuine = createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature!, 'base64url');
  if (!isGenuine) return json(400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' });
  return json(200, { access_token: TOKEN, expires_in: 3600, token_type: 'Bearer' });
}
