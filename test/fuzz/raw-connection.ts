import { connect } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import type { Connection } from '../conformance/apiserver/api-client.js';

const DEADLINE_MS = 10_000;

/** What came back on one connection until the server, or the case, ended it. */
export interface RawAnswer {
  readonly text: string;
  /** False: the deadline passed with the connection still open. */
  readonly hasEnded: boolean;
}

export interface RawCase {
  readonly does: string;
  readonly send: string | Buffer;
  /** What the client does after it has sent: closes its side, breaks off, or waits for the server. */
  readonly then: 'end' | 'destroy' | 'wait';
}

/** Sends bytes as they are, as no HTTP client would, and reads on until the connection is over. */
export async function exchangeRaw(connection: Connection, { send, then }: RawCase): Promise<RawAnswer> {
  const { hostname, port } = new URL(connection.url);
  const options = { host: hostname, port: Number(port), ca: connection.ca, allowHalfOpen: true };
  const socket = connect(options);
  await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  const answer = readUntilClosed(socket);
  socket.write(send);
  if (then === 'end') socket.end();
  if (then === 'destroy') socket.destroy();
  return answer;
}

function readUntilClosed(socket: TLSSocket): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const finish = (hasEnded: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text: Buffer.concat(chunks).toString('latin1'), hasEnded });
    };
    const timer = setTimeout(finish, DEADLINE_MS, false);
    // A connection that is reset has ended as well.
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => finish(true));
    socket.on('close', () => finish(true));
  });
}
