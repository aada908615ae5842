import { Agent, request } from 'undici';

import type { Webhook, WebhookClientConfig } from './configuration-types.js';

const DEFAULT_TIMEOUT_SECONDS = 10;
const DEFAULT_SERVICE_PORT = 443;
/** An answer holds a patch; nobody needs more than an object may have. */
const MAX_ANSWER_BYTES = 3 * 1024 * 1024;

/** The webhook gave no answer that could be used. Holds nothing of the request: it may carry secrets. */
export class WebhookCallError extends Error {
  override readonly name = 'WebhookCallError';
}

/** POSTs reviews to webhooks over HTTPS, with kept connections per certificate authority. */
export class WebhookCaller {
  private readonly agents = new Map<string, Agent>();

  /** The parsed JSON of the answer. @throws WebhookCallError */
  async call({ clientConfig, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS }: Webhook, review: unknown): Promise<unknown> {
    const url = urlOf(clientConfig);
    url.searchParams.set('timeout', `${timeoutSeconds}s`);
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        dispatcher: this.agentFor(clientConfig.caBundle ?? ''),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(review),
        signal,
      });
      const text = await body.text();
      if (statusCode !== 200) throw new WebhookCallError(`the server answered with status ${statusCode}`);
      return JSON.parse(text) as unknown;
    } catch (error) {
      if (signal.aborted) throw new WebhookCallError(`no answer within ${timeoutSeconds} s`, { cause: error });
      throw asCallError(error);
    }
  }

  async close(): Promise<void> {
    const agents = [...this.agents.values()];
    this.agents.clear();
    await Promise.all(agents.map((agent) => agent.destroy()));
  }

  private agentFor(caBundle: string): Agent {
    const known = this.agents.get(caBundle);
    if (known) return known;
    const ca = caBundle === '' ? {} : { ca: Buffer.from(caBundle, 'base64').toString() };
    const agent = new Agent({ connect: ca, maxResponseSize: MAX_ANSWER_BYTES });
    this.agents.set(caBundle, agent);
    return agent;
  }
}

function urlOf({ url, service }: WebhookClientConfig): URL {
  if (url !== undefined) return new URL(url);
  const { namespace, name, path = '/', port = DEFAULT_SERVICE_PORT } = service!;
  return new URL(path, `https://${name}.${namespace}.svc:${port}`);
}

function asCallError(error: unknown): WebhookCallError {
  if (error instanceof WebhookCallError) return error;
  const message = error instanceof SyntaxError ? 'the answer is not JSON' : String((error as Error).message);
  return new WebhookCallError(message, { cause: error });
}
