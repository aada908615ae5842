import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createTlsIdentity } from '../../../src/sandbox/apiserver/http/tls-identity.js';
import type { Wire } from './api-client.js';

export type WebhookAnswer = (request: Wire) => Wire;

/** An admission webhook that answers as a test says and remembers what it was asked. */
export class WebhookServer {
  readonly requests: Wire[] = [];

  private constructor(
    private readonly server: Server,
    private readonly ca: string,
  ) {}

  static async start(answer: WebhookAnswer): Promise<WebhookServer> {
    const tls = await createTlsIdentity(new Date());
    const server = createServer({ cert: tls.certificate, key: tls.privateKey });
    const webhook = new WebhookServer(server, tls.caCertificate);
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        const review: Wire = JSON.parse(body);
        webhook.requests.push(review.request);
        const answered = { ...review, response: { uid: review.request.uid, ...answer(review.request) } };
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answered));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return webhook;
  }

  get clientConfig(): { url: string; caBundle: string } {
    const { port } = this.server.address() as AddressInfo;
    return { url: `https://127.0.0.1:${port}/admit`, caBundle: Buffer.from(this.ca).toString('base64') };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
