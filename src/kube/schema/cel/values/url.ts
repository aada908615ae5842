import { CelEvaluationError } from '../cel-error.js';
import { EntryMap, type CelMap } from './cel-map.js';
import type { CelObject, CelValue } from './cel-value.js';

const ABSOLUTE =
  /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@\s]*@)?(\[[0-9a-f:.]+\]|[^/?#:@[\]\s]*)(?::(\d*))?(\/[^?#\s]*)?(?:\?([^#\s]*))?$/i;
const PATH_ONLY = /^(\/[^?#\s]*)(?:\?([^#\s]*))?$/;

interface UrlParts {
  readonly scheme: string;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

/** A URL as it is written. The platform's own class would lower-case hosts and drop default ports. */
export class CelUrl implements CelObject {
  readonly kind = 'url';

  private constructor(
    private readonly text: string,
    private readonly parts: UrlParts,
  ) {}

  /** Undefined for what is neither absolute nor an absolute path. */
  static tryParse(text: string): CelUrl | undefined {
    const absolute = ABSOLUTE.exec(text);
    if (absolute) {
      const [, scheme = '', host = '', port = '', path = '', query = ''] = absolute;
      return new CelUrl(text, {
        scheme: scheme.toLowerCase(),
        hostname: host.replace(/^\[|\]$/g, ''),
        port,
        path,
        query,
      });
    }
    const local = PATH_ONLY.exec(text);
    return local
      ? new CelUrl(text, { scheme: '', hostname: '', port: '', path: local[1] ?? '', query: local[2] ?? '' })
      : undefined;
  }

  static parse(text: string): CelUrl {
    const url = CelUrl.tryParse(text);
    if (!url) throw new CelEvaluationError(`URL parse error: ${JSON.stringify(text)}`);
    return url;
  }

  get scheme(): string {
    return this.parts.scheme;
  }

  get hostname(): string {
    return this.parts.hostname;
  }

  get port(): string {
    return this.parts.port;
  }

  /** As written, with the port and the brackets of an IPv6 address. */
  get host(): string {
    const name = this.hostname.includes(':') ? `[${this.hostname}]` : this.hostname;
    return this.port === '' ? name : `${name}:${this.port}`;
  }

  get escapedPath(): string {
    return encodeURI(this.parts.path).replaceAll('%25', '%');
  }

  get queryValues(): CelMap {
    const values = new Map<CelValue, CelValue[]>();
    for (const [key, value] of new URLSearchParams(this.parts.query))
      values.set(key, [...(values.get(key) ?? []), value]);
    return new EntryMap(values);
  }

  toString(): string {
    return this.text;
  }
}
