import type { WebSocket, WebSocketServer } from 'ws';

/** Finds sockets whose other side is gone without a word: who does not answer a ping until the next is cut off. */
export class Heartbeat {
  readonly #unanswered = new WeakSet<WebSocket>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly sockets: WebSocketServer) {}

  start(everyMs: number): void {
    this.#timer = setInterval(() => this.sockets.clients.forEach((socket) => this.beat(socket)), everyMs).unref();
    this.sockets.on('connection', (socket) => socket.on('pong', () => this.#unanswered.delete(socket)));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  private beat(socket: WebSocket): void {
    if (this.#unanswered.has(socket)) return socket.terminate();
    this.#unanswered.add(socket);
    socket.ping();
  }
}
