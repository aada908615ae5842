import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { HttpSettings } from '../../config/index.js';
import { createHttpAdapter } from './http-server.js';

const settings: HttpSettings = { port: 0, host: '127.0.0.1', requestTimeoutSeconds: 0.3, maxBodyKib: 16 };

describe('createHttpAdapter', () => {
  let server: FastifyInstance;

  beforeAll(async () => {
    server = createHttpAdapter(settings).getInstance<FastifyInstance>();
    server.get('/id', (request) => ({ id: request.id }));
    server.post('/body', () => ({}));
    server.get('/named/:name', (request) => request.params as object);
    await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());

  const idFor = async (header: string | string[] | undefined): Promise<string> => {
    const headers = header === undefined ? {} : { 'x-request-id': header };
    return (await server.inject({ url: '/id', headers })).json<{ id: string }>().id;
  };

  it.each(['r-1', 'trace:01.AB_cd', 'x'.repeat(128)])("takes a caller's request id: %s", async (id) => {
    expect(await idFor(id)).toBe(id);
  });

  it.each([undefined, '', 'x'.repeat(129), 'a b', 'a\tb', '<script>', '"}{', 'ü', ['a', 'b']])(
    'makes an id of its own for %j',
    async (id) => {
      expect(await idFor(id)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    },
  );

  it('makes another id for each request', async () => {
    expect(await idFor(undefined)).not.toBe(await idFor(undefined));
  });

  it('reads bodies up to the limit that was set', async () => {
    const send = async (length: number): Promise<number> =>
      (await server.inject({ method: 'POST', url: '/body', payload: { text: 'x'.repeat(length) } })).statusCode;
    expect(await send(16 * 1024 - 100)).toBe(200);
    expect(await send(16 * 1024)).toBe(413);
  });

  /** What a client gets that writes this, and then neither writes nor reads any more. */
  const answerTo = async (text: string): Promise<string> => {
    const { port } = server.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => undefined);
    socket.write(text);
    await once(socket, 'close');
    return answer;
  };

  it.each([
    {
      does: 'a body that stalls',
      text: 'POST /body HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
      status: 408,
    },
    { does: 'headers that stall', text: 'GET /id HTTP/1.1\r\nHost: a\r\n', status: 408 },
    { does: 'headers without end', text: `GET /id HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n`, status: 431 },
    { does: 'what is no HTTP', text: 'SSH-2.0-OpenSSH_9.9\r\n\r\n', status: 400 },
  ])('answers $does with a problem, and hangs up', async ({ text, status }) => {
    const [head = '', body = ''] = (await answerTo(text)).split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(head).toContain('Content-Type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, code: 'malformed_request', requestId: expect.any(String) });
  });

  it('cuts off who asked for much and reads nothing of it', async () => {
    const patient = createHttpAdapter(settings, 100).getInstance<FastifyInstance>();
    let produced = 0;
    const flood = new Readable({ read: () => void flood.push(Buffer.alloc(64 * 1024, ++produced)) });
    patient.get('/flood', (_request, reply) => reply.send(flood));
    await patient.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect((patient.server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET /flood HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(flood, 'close');
    // What fits on the way, and nothing of what never ends.
    expect(produced).toBeLessThan(1_000);
    socket.destroy();
    await patient.close();
  });

  it('routes names as long as Kubernetes allows', async () => {
    expect((await server.inject(`/named/${'x'.repeat(253)}`)).statusCode).toBe(200);
  });

  it.each([
    { path: `/named/${'x'.repeat(254)}`, status: 414 },
    { path: '/named/%', status: 400 },
    { path: '/named/%zz', status: 400 },
    { path: '/named/%c0%af', status: 400 },
  ])('answers a path that no route can take with a problem: $status', async ({ path, status }) => {
    const answer = await server.inject({ url: path, headers: { 'x-request-id': 'r-1' } });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/problem\+json/),
      'x-request-id': 'r-1',
    });
    expect(answer.json()).toMatchObject({ status, code: 'malformed_request', requestId: 'r-1', instance: path });
  });
});
