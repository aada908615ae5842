import type { FuzzCase } from '../fuzz-case.js';
import type { RawAnswer } from './api-wire.js';
import type { DocumentedOperation } from './documented-operations.js';

/** Of a request that is cut off before any route is found for it. */
const OF_NO_ROUTE = [408, 414, 431];

/** Knows which answers the API says that it gives. */
export class DocumentedAnswers {
  readonly #routes: readonly { readonly pattern: RegExp; readonly operation: DocumentedOperation }[];

  constructor(operations: readonly DocumentedOperation[]) {
    this.#routes = operations.map((operation) => ({
      pattern: new RegExp(`^${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
      operation,
    }));
  }

  /** What is wrong with an answer that no client could have known of; undefined when it could. */
  complaintAbout({ method, path }: FuzzCase, { status }: RawAnswer): string | undefined {
    const [address = ''] = path.split('?');
    const route = this.#routes.find(({ pattern, operation }) => operation.method === method && pattern.test(address));
    if (!route || OF_NO_ROUTE.includes(status) || route.operation.statuses.includes(status)) return undefined;
    return `${method} ${route.operation.path} does not say that it answers ${status}`;
  }
}
