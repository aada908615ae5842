import { once } from 'node:events';
import { WebSocket } from 'ws';
import { eventually } from '../../../../test/harness/eventually.js';
import { GraphQlApp } from '../../../../test/doubles/graphql-app.js';

const PING = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(500_000) } });
/** Twice of what may be unread: the kernel takes a part of it. */
const PINGS = 80;

/** What is sent to who is gone fails; who does not read hears nothing of the end before. */
const failureOfSending = (socket: WebSocket): Promise<Error | undefined> =>
  new Promise((resolve) => socket.send('{"type":"pong"}', resolve));

describe('a socket whose other side asks on and on and never reads', () => {
  let app: GraphQlApp;
  beforeAll(async () => {
    app = await GraphQlApp.start();
  });
  afterAll(() => app.stop());

  const open = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { token: 'alice' } }));
    await once(socket, 'message');
    return socket;
  };

  it('is cut off, and others are served as before', async () => {
    const [silent, other] = [await open(), await open()];
    const closed = once(silent, 'close');
    silent.on('error', () => undefined);
    silent.pause();
    for (let i = 0; i < PINGS; i++) silent.send(PING);
    other.send(JSON.stringify({ type: 'ping' }));
    expect(String((await once(other, 'message'))[0])).toContain('pong');
    await eventually(
      () => failureOfSending(silent),
      (failure) => failure !== undefined,
    );
    silent.resume();
    expect((await closed)[0]).toBe(1006);
    other.terminate();
  });
});
