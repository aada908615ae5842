import { connect } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import type { Connection } from '../conformance/apiserver/api-client.js';

/** One watch on a connection of its own, which counts the events it is sent, and reads only as long as it is told to. */
export class Watcher {
  events = 0;
  isClosed = false;
  readonly #socket: TLSSocket;

  constructor({ url, ca, token }: Connection, path: string) {
    const { hostname, port } = new URL(url);
    this.#socket = connect({ host: hostname, port: Number(port), ca });
    this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    this.#socket.on('data', (chunk: Buffer) => this.#count(chunk));
    // Cut off is what a slow one is to be.
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => (this.isClosed = true));
  }

  /** Takes nothing more from the network. */
  stall(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
  }

  /** By their ends: chunks of the wire begin and end anywhere, lines do not. */
  #count(chunk: Buffer): void {
    for (let at = chunk.indexOf('}\n'); at >= 0; at = chunk.indexOf('}\n', at + 2)) this.events += 1;
  }
}
