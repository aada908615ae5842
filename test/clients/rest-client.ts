import createClient, { type Client } from 'openapi-fetch';
import type { SandboxApp } from '../harness/sandbox-app.js';
import type { components, paths } from './generated/rest.js';

type Schemas = components['schemas'];
export type Cluster = Schemas['DatabaseCluster'];
export type Operation = Schemas['OpsRequest'];
export type ClusterOperation = Schemas['ClusterOperationSpec'];
/** Of lists there are streams, too; who asks for one says so by `parseAs`. */
type Json = 'application/json' | 'application/problem+json';

export type RestClient = Client<paths, Json>;

/** The client as anybody would make it of `openapi.json`. */
export function restClientOf(sandbox: SandboxApp): RestClient {
  return createClient<paths, Json>({
    baseUrl: sandbox.url,
    headers: { authorization: `Bearer ${sandbox.token}` },
    // Several values of one parameter are written `a,b`, as the description says of each.
    querySerializer: { array: { style: 'form', explode: false } },
  });
}

/** The body of an answer that has to be one. */
export function bodyOf<T>({ data, error }: { readonly data?: T; readonly error?: unknown }): T {
  if (error !== undefined) throw new Error(JSON.stringify(error));
  return data as T;
}

/** What a stream tells of an object, from what it is now on. */
export async function* eventsOf<T>(stream: ReadableStream<Uint8Array>): AsyncGenerator<{ event: string; data: T }> {
  let text = '';
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const blocks = `${text}${chunk}`.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)));
      if (fields.event) yield { event: fields.event, data: JSON.parse(fields.data) as T };
    }
  }
}
