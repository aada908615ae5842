import type { ExecutionResult } from 'graphql';
import type { GraphQlApp } from './graphql-app.js';

export interface AnyRequest {
  readonly query?: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly extensions?: Record<string, unknown>;
}

type Transport = (app: GraphQlApp, request: AnyRequest) => Promise<ExecutionResult>;

const authorization = 'Bearer alice';

/** The address of a request by GET. */
export function addressOf(app: GraphQlApp, { query, variables, operationName, extensions }: AnyRequest): string {
  const given = { query, operationName, ...json({ variables, extensions }) };
  const parameters = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${app.url}/graphql?${new URLSearchParams(parameters).toString()}`;
}

const json = (values: Record<string, object | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value && JSON.stringify(value)]));

/** What is said of an operation by the first event of its stream, or instead of a stream. */
async function firstEvent(response: Response): Promise<ExecutionResult> {
  const text = await response.text();
  const [, data] = /^event: next\ndata: (.*)$/m.exec(text) ?? [];
  return JSON.parse(data ?? text) as ExecutionResult;
}

/** Every way in; each answers an operation that has one result, as `alice`. */
export const TRANSPORTS: Readonly<Record<string, Transport>> = {
  POST: async (app, request) => (await app.post(request)).body as ExecutionResult,
  GET: async (app, request) => {
    const headers = { authorization, 'apollo-require-preflight': 'true' };
    return (await fetch(addressOf(app, request), { headers })).json() as Promise<ExecutionResult>;
  },
  'a batch': async (app, request) => {
    const { body } = await app.post([request]);
    return (Array.isArray(body) ? body[0] : body) as ExecutionResult;
  },
  WebSocket: async (app, request) => {
    const client = app.socket();
    try {
      // Of a message the text is required, and may be empty.
      const { value } = await client.iterate({ query: '', ...request }).next();
      return value as ExecutionResult;
    } catch (errors) {
      return { errors: errors as never };
    } finally {
      await client.dispose();
    }
  },
  'events by POST': async (app, request) => {
    const headers = { authorization, accept: 'text/event-stream', 'content-type': 'application/json' };
    return firstEvent(await fetch(`${app.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(request) }));
  },
  'events by GET': async (app, request) => {
    const headers = { authorization, accept: 'text/event-stream' };
    return firstEvent(await fetch(addressOf(app, request), { headers }));
  },
};
