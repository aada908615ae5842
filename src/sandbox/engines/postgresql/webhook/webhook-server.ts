import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Logger } from '../../../../kube/logger.js';
import { createAuthority, issueCertificate } from '../../mechanics/certificates.js';
import { failuresOf } from '../failures.js';
import { WEBHOOK_ENDPOINTS } from './endpoints.js';
import { respond, type AdmissionRequest, type AdmissionReview } from './review.js';

const HOST = '127.0.0.1';
/** An API server's own bound on a request, with room for the old object beside the new. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** The operator's admission webhooks, on a loopback port of their own with a certificate made for this run. */
export class WebhookServer {
  private server: Server | undefined;

  constructor(private readonly logger: Logger) {}

  /** Resolves with what a webhook configuration must say to reach it. */
  async start(now: Date): Promise<{ url: string; caBundle: string }> {
    const authority = await createAuthority('cnpg-webhook-ca', now);
    const names = [{ type: 'ip', value: HOST } as const, { type: 'dns', value: 'localhost' } as const];
    const { certificate, privateKey } = await issueCertificate(authority, { commonName: 'cnpg-webhook', names }, now);
    const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
      void this.answer(request, response);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, HOST, resolve);
    });
    this.server = server;
    const { port } = server.address() as AddressInfo;
    return { url: `https://${HOST}:${port}`, caBundle: Buffer.from(authority.certificate).toString('base64') };
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const endpoint = WEBHOOK_ENDPOINTS.find(
        ({ path }) => path === new URL(request.url ?? '/', `https://${HOST}`).pathname,
      );
      if (!endpoint || request.method !== 'POST') return send(response, 404, { message: 'no such webhook' });
      const admission = await readReview(request);
      if (!admission?.object) return send(response, 400, { message: 'an AdmissionReview with an object is needed' });
      // Judged by the new object, so that withdrawing the order is possible.
      if (failuresOf(admission.object).has('webhook-down')) return void request.socket.destroy();
      const verdict = endpoint.judge(admission.object, admission.oldObject ?? undefined);
      send(response, 200, respond(admission, verdict));
    } catch (error) {
      this.logger.error('Admission webhook failed', { err: error });
      send(response, 500, { message: 'the webhook failed; its log says why' });
    }
  }
}

async function readReview(request: IncomingMessage): Promise<AdmissionRequest | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined;
  const review = (await json(request)) as AdmissionReview | null;
  return review?.request;
}

function send(response: ServerResponse, code: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(code, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
