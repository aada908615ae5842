import { Agent, request } from 'undici';
import type { Connection } from '../conformance/apiserver/api-client.js';
import type { FuzzCase, GivenObject } from './fuzz-case.js';

export interface WireAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  readonly ms: number;
}

/** Past this a request hangs. Watches of the generator last a second. */
const DEADLINE_MS = 15_000;

/** Sends what a client library would not. */
export class Wire {
  readonly #agent: Agent;

  constructor(private readonly connection: Connection) {
    this.#agent = new Agent({
      connect: { ca: connection.ca },
      // What a server makes of odd requests differs by protocol, and the embedded one speaks this.
      allowH2: false,
      headersTimeout: DEADLINE_MS,
      bodyTimeout: DEADLINE_MS,
    });
  }

  /** @throws Error when what the case stands on cannot be made, or the answer does not come. */
  async run({ given, method, path, headers, body }: FuzzCase): Promise<WireAnswer> {
    for (const object of given) await this.#create(object);
    return this.send(method, path, headers, body);
  }

  async send(method: string, path: string, headers: FuzzCase['headers'], body?: string | Buffer): Promise<WireAnswer> {
    const begun = performance.now();
    const answer = await request(this.connection.url + path, {
      method: method as 'GET',
      dispatcher: this.#agent,
      headers: { authorization: `Bearer ${this.connection.token}`, 'user-agent': 'fuzz/1', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.body.text();
    const type = answer.headers['content-type'];
    return { status: answer.statusCode, contentType: String(type ?? ''), text, ms: performance.now() - begun };
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #create({ collection, object }: GivenObject): Promise<void> {
    const { status, text } = await this.send(
      'POST',
      collection,
      { 'content-type': 'application/json' },
      JSON.stringify(object),
    );
    if (status !== 201) throw new Error(`POST ${collection}: ${status} ${text}`);
  }
}
