import { closeSync, existsSync, openSync, readSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { RequestRecord } from '../../src/sandbox/apiserver/index.js';

/** A request as an audit log tells of it. */
export type AuditedRequest = Omit<RequestRecord, 'method'>;
export type AuditListener = (request: AuditedRequest) => void;

/** Administrators and servers ask too much, of which nobody wants to know. */
const UNHEARD = ['system:admin', 'system:apiserver', 'engine-operators'];

export const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'None', users: UNHEARD }, { level: 'Metadata' }],
};

interface AuditEvent {
  readonly stage: 'ResponseStarted' | 'ResponseComplete' | 'Panic';
  readonly verb: string;
  readonly requestURI: string;
  readonly userAgent?: string;
  readonly user: { readonly username: string };
  readonly responseStatus?: { readonly code: number };
  readonly objectRef?: Readonly<
    Record<'resource' | 'apiGroup' | 'subresource' | 'namespace' | 'name', string | undefined>
  >;
}

const CHUNK_BYTES = 65_536;

/** Follows the audit log of a kube-apiserver, and tells of each request a moment after it was answered. */
export class AuditLog {
  readonly #listeners = new Set<AuditListener>();
  readonly #file: string;
  readonly #watcher: FSWatcher;
  #offset = 0;
  #unfinished = Buffer.alloc(0);

  constructor(file: string) {
    this.#file = file;
    this.#watcher = watch(dirname(file), (_event, name) => {
      if (name === basename(file)) this.readOn();
    });
  }

  /** Returns what ends it. Requests that were answered before are not told of. */
  onRequest(listener: AuditListener): () => void {
    this.readOn();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#watcher.close();
  }

  private readOn(): void {
    if (!existsSync(this.#file)) return;
    const file = openSync(this.#file, 'r');
    try {
      const chunk = Buffer.alloc(CHUNK_BYTES);
      for (let read = -1; read !== 0;) {
        read = readSync(file, chunk, 0, CHUNK_BYTES, this.#offset);
        this.#offset += read;
        this.take(chunk.subarray(0, read));
      }
    } finally {
      closeSync(file);
    }
  }

  private take(bytes: Buffer): void {
    const text = Buffer.concat([this.#unfinished, bytes]);
    const end = text.lastIndexOf('\n') + 1;
    this.#unfinished = text.subarray(end);
    for (const line of text.subarray(0, end).toString().split('\n'))
      if (line) this.tell(JSON.parse(line) as AuditEvent);
  }

  private tell(event: AuditEvent): void {
    // A watch counts when it begins, anything else when it is answered.
    if ((event.verb === 'watch') !== (event.stage === 'ResponseStarted') && !isRefused(event)) return;
    const request = requestOf(event);
    for (const listener of this.#listeners) listener(request);
  }
}

/** A watch that is refused never starts to respond. */
const isRefused = ({ verb, responseStatus }: AuditEvent): boolean => verb === 'watch' && responseStatus?.code !== 200;

function requestOf({ verb, requestURI, user, userAgent = '', responseStatus, objectRef }: AuditEvent): AuditedRequest {
  const { resource = '', apiGroup, subresource = '', namespace = '', name = '' } = objectRef ?? {};
  return {
    verb,
    path: requestURI,
    user: user.username,
    userAgent,
    status: responseStatus?.code ?? 0,
    resource: apiGroup ? `${resource}.${apiGroup}` : resource,
    subresource,
    namespace,
    name,
  };
}
