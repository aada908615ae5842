import { createHmac } from 'node:crypto';
import { namesPage } from './listing.js';
import { StoreServer, type StoreAnswer, type StoreRequest } from '../../../src/sandbox/object-store/store-server.js';

export const AZURE_KEY = { accountName: 'acme', accountKey: Buffer.from('a-secret-of-the-tests').toString('base64') };

/** The service of blobs as far as backups use it; every request is signed with the account's key. */
export class AzureStore {
  readonly blobs = new Map<string, Buffer>();
  #server!: StoreServer;

  static async start(): Promise<AzureStore> {
    const store = new AzureStore();
    store.#server = await StoreServer.start((request) => store.answer(request));
    return store;
  }

  get url(): string {
    return this.#server.url;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  private answer(request: StoreRequest): StoreAnswer {
    if (request.headers.authorization !== `SharedKey ${AZURE_KEY.accountName}:${signatureOf(request)}`) {
      return failure(403, 'AuthenticationFailed');
    }
    const [, container, ...path] = request.url.pathname.split('/');
    if (container !== 'backups') return failure(404, 'ContainerNotFound');
    const isList = request.url.searchParams.get('comp') === 'list';
    return isList ? this.list(request.url.searchParams) : this.ofBlob(path.join('/'), request);
  }

  private list(query: URLSearchParams): StoreAnswer {
    const { names, folders, next } = namesPage(this.blobs.keys(), {
      prefix: query.get('prefix') ?? '',
      delimiter: query.get('delimiter') ?? undefined,
      limit: Number(query.get('maxresults')),
      after: query.get('marker') ?? undefined,
    });
    const blobs = names.map(
      (name) =>
        `<Blob><Name>${name}</Name><Properties><Last-Modified>Mon, 23 Nov 2026 12:00:00 GMT</Last-Modified><Etag>0</Etag><Content-Length>${this.blobs.get(name)!.length}</Content-Length></Properties></Blob>`,
    );
    const prefixes = folders.map((name) => `<BlobPrefix><Name>${name}</Name></BlobPrefix>`);
    const body = `<?xml version="1.0"?><EnumerationResults><Blobs>${blobs.join('')}${prefixes.join('')}</Blobs><NextMarker>${next ?? ''}</NextMarker></EnumerationResults>`;
    return { status: 200, headers: { 'content-type': 'application/xml' }, body };
  }

  private ofBlob(name: string, { method, body }: StoreRequest): StoreAnswer {
    if (method === 'PUT') {
      this.blobs.set(name, body);
      return { status: 201, headers: { etag: '"0"', 'last-modified': new Date(0).toUTCString() } };
    }
    const found = this.blobs.get(name);
    if (!found) return failure(404, 'BlobNotFound');
    if (method === 'DELETE') {
      this.blobs.delete(name);
      return { status: 202 };
    }
    const headers = { 'content-length': String(found.length), etag: '"0"', 'last-modified': new Date(0).toUTCString() };
    return { status: 200, headers, body: found };
  }
}

function failure(status: number, code: string): StoreAnswer {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Key ${AZURE_KEY.accountKey}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body };
}

const SIGNED_HEADERS = [
  'content-encoding',
  'content-language',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'if-modified-since',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'range',
];

/** Shared Key: what was sent, in the order that Azure wrote down. */
function signatureOf({ method, url, headers }: StoreRequest): string {
  const value = (name: string): string => {
    const text = String(headers[name] ?? '');
    return name === 'content-length' && text === '0' ? '' : text;
  };
  const own = Object.keys(headers)
    .filter((name) => name.startsWith('x-ms-'))
    .sort()
    .map((name) => `${name}:${String(headers[name])}\n`);
  const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => `\n${name}:${text}`);
  const resource = `/${AZURE_KEY.accountName}${url.pathname}${query.join('')}`;
  const text = [method, ...SIGNED_HEADERS.map(value), own.join('') + resource].join('\n');
  return createHmac('sha256', Buffer.from(AZURE_KEY.accountKey, 'base64')).update(text).digest('base64');
}
