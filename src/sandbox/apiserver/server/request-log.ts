import type { RequestInfo } from '../http/request-info.js';

/** One answered request, for tests that count them. Bodies and tokens are not part of it. */
export interface RequestRecord {
  readonly verb: string;
  readonly method: string;
  readonly path: string;
  readonly user: string;
  readonly userAgent: string;
  /** Of the answer; of a watch as soon as it begins. */
  readonly status: number;
  /** `plural.group`, empty outside the resources. */
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

export type RequestListener = (record: RequestRecord) => void;

export class RequestLog {
  private readonly listeners = new Set<RequestListener>();

  /** @returns the way to stop. */
  subscribe(listener: RequestListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  tell(record: RequestRecord): void {
    for (const listener of this.listeners) listener(record);
  }
}

export function describeTarget(
  info: RequestInfo | undefined,
): Pick<RequestRecord, 'verb' | 'resource' | 'subresource' | 'namespace' | 'name'> {
  if (!info?.isResource) return { verb: info?.verb ?? '', resource: '', subresource: '', namespace: '', name: '' };
  const { verb, group, plural, subresource = '', namespace = '', name = '' } = info;
  return { verb, resource: group === '' ? plural : `${plural}.${group}`, subresource, namespace, name };
}
