/** What of a request says which document it means. */
export interface DocumentRequest {
  readonly query?: unknown;
  readonly extensions?: unknown;
}

/** What `extensions` say of a document by the protocol of automatic persisted queries. */
export interface PersistedQuery {
  readonly version?: unknown;
  readonly sha256Hash?: unknown;
}

/** Undefined for who does not speak that protocol. */
export function persistedQueryIn({ extensions }: DocumentRequest): PersistedQuery | undefined {
  const { persistedQuery } = (isObject(extensions) ? extensions : {}) as { persistedQuery?: unknown };
  return isObject(persistedQuery) ? persistedQuery : undefined;
}

/** An empty text stands for none: of a socket's messages a text is required. */
export const textIn = ({ query }: DocumentRequest): string | undefined =>
  typeof query === 'string' && query !== '' ? query : undefined;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
