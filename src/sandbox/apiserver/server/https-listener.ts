import { createServer } from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { TlsIdentity } from '../http/tls-identity.js';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Clients keep connections longer than the five seconds that Node grants; a new TLS handshake costs more than a request. */
const KEEP_ALIVE_MS = 120_000;
const MAX_HEADER_BYTES = 32 * 1024;

/** The listening socket, HTTP/1.1 over TLS. */
export class HttpsListener {
  /** Known even after it is closed. */
  readonly port: number;

  private constructor(private readonly server: Server) {
    this.port = (server.address() as AddressInfo).port;
  }

  static async listen(
    tls: TlsIdentity,
    address: { host: string; port: number },
    handler: RequestHandler,
  ): Promise<HttpsListener> {
    const options = {
      cert: tls.certificate,
      key: tls.privateKey,
      maxHeaderSize: MAX_HEADER_BYTES,
      keepAliveTimeout: KEEP_ALIVE_MS,
      noDelay: true,
    };
    const server = createServer(options, handler);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
    await promise;
    server.off('error', reject);
    return new HttpsListener(server);
  }

  /** Takes no new connection, lets open requests end for as long as `graceMs`, then breaks what is left. */
  async close(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    const timer = setTimeout(() => this.server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(timer);
  }
}
