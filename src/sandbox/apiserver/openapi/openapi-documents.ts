import { groupResources } from '../discovery/index.js';
import type { GroupVersion } from '../discovery/index.js';
import { acceptsPlainJson, parseAccept } from '../negotiation/accept.js';
import type { ServedResource } from '../registry/served-resource.js';
import { digest, hashOf, renderDocument } from './openapi-document.js';

export interface OpenApiAnswer {
  readonly status: 200 | 301 | 304 | 404 | 406;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; absent for redirects and refusals. */
  readonly body?: string;
}

export interface OpenApiRequest {
  readonly path: string;
  /** The query parameter of that name. */
  readonly hash?: string;
  readonly accept?: string;
  readonly ifNoneMatch?: string;
  readonly now: Date;
}

interface Document {
  readonly hash: string;
  readonly render: () => string;
}

const ROOT = '/openapi/v3';
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const NOT_FOUND: OpenApiAnswer = { status: 404, headers: {} };

/**
 * The OpenAPI v3 documents, one per group and version. One per set of resources; hashed and rendered on first use.
 * There is no v2: clients that ask for it take a 404 and go on with v3.
 */
export class OpenApiDocuments {
  private readonly groupVersions: ReadonlyMap<string, GroupVersion>;
  private readonly hashes = new Map<string, string>();
  private readonly rendered = new Map<string, string>();

  constructor(resources: readonly ServedResource[]) {
    const groupVersions = groupResources(resources).flatMap(({ versions }) => versions);
    this.groupVersions = new Map(groupVersions.map((groupVersion) => [keyOf(groupVersion), groupVersion]));
  }

  /** Undefined when the path is not under `/openapi`. */
  answer(request: OpenApiRequest): OpenApiAnswer | undefined {
    if (!/^\/openapi(\/|$)/.test(request.path)) return undefined;
    const document = this.find(request.path);
    if (!document) return NOT_FOUND;
    if (!parseAccept(request.accept).some(acceptsPlainJson)) return { status: 406, headers: {} };
    if (request.hash !== undefined && request.hash !== document.hash) return redirect(request.path, document.hash);
    return this.deliver(request, document);
  }

  private find(path: string): Document | undefined {
    if (path === ROOT) return { hash: this.hashOfAll(), render: () => JSON.stringify(this.buildIndex()) };
    const key = path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : '';
    const groupVersion = this.groupVersions.get(key);
    return groupVersion && { hash: this.hash(key), render: () => renderDocument(groupVersion) };
  }

  private deliver({ path, hash, ifNoneMatch, now }: OpenApiRequest, document: Document): OpenApiAnswer {
    const etag = `"${document.hash}"`;
    const headers = {
      'Content-Type': 'application/json',
      ETag: etag,
      Vary: 'Accept',
      ...(hash === undefined ? {} : cachedForAYear(now)),
    };
    if (ifNoneMatch === etag) return { status: 304, headers };
    const body = this.rendered.get(path) ?? document.render();
    this.rendered.set(path, body);
    return { status: 200, headers, body };
  }

  private buildIndex(): Record<string, unknown> {
    const entries = [...this.groupVersions.keys()].map((key) => [
      key,
      { serverRelativeURL: `${ROOT}/${key}?hash=${this.hash(key)}` },
    ]);
    return { paths: Object.fromEntries(entries) as unknown };
  }

  private hashOfAll(): string {
    return digest([...this.groupVersions.keys()].map((key) => this.hash(key)).join());
  }

  private hash(key: string): string {
    const known = this.hashes.get(key);
    if (known) return known;
    const hash = hashOf(this.groupVersions.get(key)!);
    this.hashes.set(key, hash);
    return hash;
  }
}

const keyOf = ({ group, groupVersion }: GroupVersion): string =>
  group === '' ? `api/${groupVersion}` : `apis/${groupVersion}`;

const redirect = (path: string, hash: string): OpenApiAnswer => ({
  status: 301,
  headers: { Location: `${path}?hash=${hash}` },
});

const cachedForAYear = (now: Date): Record<string, string> => ({
  'Cache-Control': 'public, immutable',
  Expires: new Date(now.getTime() + YEAR_MS).toUTCString(),
});
