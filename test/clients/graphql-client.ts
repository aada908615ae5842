import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { SandboxApp } from '../harness/sandbox-app.js';

/** A client of few lines: what it is asked and what it answers has the types of the generated documents. */
export class GraphqlClient {
  readonly #socket: Client;

  constructor(private readonly sandbox: SandboxApp) {
    this.#socket = createClient({
      url: `${sandbox.url.replace('http', 'ws')}/graphql`,
      connectionParams: { token: sandbox.token },
      webSocketImpl: WebSocket,
    });
  }

  async ask<R, V extends object>(document: TypedDocumentNode<R, V>, variables: NoInfer<V>): Promise<R> {
    const body = { query: print(document), variables };
    const { body: answer } = await this.sandbox.request('POST', '/graphql', { body });
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data as R;
  }

  /** The first of what is told that is looked for; then it is listened to no more. */
  async first<R, V extends object>(
    document: TypedDocumentNode<R, V>,
    variables: NoInfer<V>,
    isIt: (told: R) => boolean,
  ): Promise<R> {
    const request = { query: print(document), variables: variables as Record<string, unknown> };
    for await (const { data } of this.#socket.iterate<R>(request)) if (data && isIt(data)) return data;
    throw new Error('The subscription ended before.');
  }

  stop(): void | Promise<void> {
    return this.#socket.dispose();
  }
}
