import { once } from 'node:events';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import { createTlsIdentity } from '../../src/sandbox/apiserver/http/tls-identity.js';

export interface ReviewedRequest {
  uid: string;
  operation: string;
  dryRun: boolean;
  name: string;
  object: Record<string, unknown> | null;
  oldObject: Record<string, unknown> | null;
  kind: { version: string };
  requestKind: { version: string };
}

/** The `response` without its uid, a raw body, or nothing at all: then the webhook never answers. */
export type WebhookAnswer = { response: object } | { status: number; body: string } | undefined;

/** An admission webhook on the loopback, over HTTPS. */
export class WebhookServer {
  readonly requests: ReviewedRequest[] = [];
  /** By the last segment of the path. */
  readonly answers = new Map<string, (request: ReviewedRequest) => WebhookAnswer>();

  private constructor(
    private readonly server: Server,
    readonly caBundle: string,
  ) {}

  static async start(): Promise<WebhookServer> {
    const { caCertificate, certificate, privateKey } = await createTlsIdentity(new Date());
    const server = createServer({ cert: certificate, key: privateKey });
    const webhook = new WebhookServer(server, Buffer.from(caCertificate).toString('base64'));
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const review = JSON.parse(Buffer.concat(chunks).toString()) as { request: ReviewedRequest };
        webhook.requests.push(review.request);
        const answer = webhook.answers.get(new URL(request.url!, 'https://x').pathname.slice(1))?.(review.request);
        if (!answer) return;
        if ('status' in answer) return void response.writeHead(answer.status).end(answer.body);
        const { uid } = review.request;
        response.end(
          JSON.stringify({
            apiVersion: 'admission.k8s.io/v1',
            kind: 'AdmissionReview',
            response: { uid, ...answer.response },
          }),
        );
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return webhook;
  }

  urlOf(name: string): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}/${name}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
