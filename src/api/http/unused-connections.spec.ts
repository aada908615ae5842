import fastify from 'fastify';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { closeUnusedOnShutdown } from './unused-connections.js';

it('a connection on which nothing is ever sent does not hold up a shutdown', async () => {
  const server = fastify();
  closeUnusedOnShutdown(server);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const accepted = once(server.server, 'connection');
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  const closed = once(socket, 'close');
  await accepted;
  await Promise.all([server.close(), closed]);
  expect(socket.bytesWritten).toBe(0);
  expect(server.server.listening).toBe(false);
});
