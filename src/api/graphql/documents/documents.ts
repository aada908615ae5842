import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { ProblemError } from '../../../domain/problem.js';
import { persistedQueryIn, textIn, type DocumentRequest } from './document-request.js';

const MAX_DOCUMENTS = 1_000;
const MAX_BYTES = 4 * 1024 * 1024;
/** What is larger is served, and sent again each time: it would push out hundreds of others. */
const MAX_DOCUMENT_BYTES = 128 * 1024;

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A document of a request, with its hash where the client speaks by hashes. */
export interface NamedDocument {
  readonly text: string;
  readonly hash?: string;
}

/**
 * The documents that are known by their hashes: those that clients sent lately (automatic persisted queries), or, where
 * there is a list of them, those of the list and no other. One for every transport.
 */
export class Documents {
  readonly #recent = new LRUCache<string, string>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_BYTES,
    maxEntrySize: MAX_DOCUMENT_BYTES,
    sizeCalculation: (text) => Buffer.byteLength(text) || 1,
  });
  #allowed: ReadonlyMap<string, string> | undefined;

  /** From now on no other is answered. */
  allowOnly(documents: ReadonlyMap<string, string>): void {
    this.#allowed = documents;
  }

  find(hash: string): string | undefined {
    return (this.#allowed ?? this.#recent).get(hash);
  }

  /** For what was found to be valid: who has a token must not fill the memory with anything else. */
  remember({ hash, text }: NamedDocument): void {
    if (hash !== undefined && !this.#allowed) this.#recent.set(hash, text);
  }

  /** @throws ProblemError `document_not_allowed` for what is not on the list, if there is one. */
  requireAllowed(request: DocumentRequest): void {
    if (!this.#allowed) return;
    const text = textIn(request);
    const hash = text === undefined ? persistedQueryIn(request)?.sha256Hash : hashOf(text);
    // Without either it is no request, which is told in other words.
    if (hash === undefined || (typeof hash === 'string' && this.#allowed.has(hash))) return;
    throw new ProblemError('document_not_allowed', 'Only documents that were agreed on are answered here.');
  }

  /**
   * What a request means, of transports that Apollo does not serve; in its words where it has any.
   * @throws GraphQLError for a hash that is unknown or of another text, ProblemError `document_not_allowed`.
   */
  resolve(request: DocumentRequest): NamedDocument {
    this.requireAllowed(request);
    const text = textIn(request);
    const persisted = persistedQueryIn(request);
    if (persisted && persisted.version !== 1) throw new GraphQLError('Unsupported persisted query version');
    const hash = typeof persisted?.sha256Hash === 'string' ? persisted.sha256Hash : undefined;
    if (text === undefined) return this.known(hash);
    if (hash !== undefined && hash !== hashOf(text)) throw new GraphQLError('provided sha does not match query');
    return { text, hash };
  }

  private known(hash: string | undefined): NamedDocument {
    if (hash === undefined) throw new GraphQLError('A `query` is missing, or the hash of one in `extensions`.');
    const text = this.find(hash);
    if (text !== undefined) return { text, hash };
    const extensions = { code: 'PERSISTED_QUERY_NOT_FOUND' };
    throw new GraphQLError('PersistedQueryNotFound', { extensions });
  }
}
