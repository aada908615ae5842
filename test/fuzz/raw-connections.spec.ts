import { EmbeddedApiServer } from '../../src/sandbox/apiserver/index.js';
import { ApiClient } from '../conformance/apiserver/api-client.js';
import { exchangeRaw } from './raw-connection.js';
import type { RawCase } from './raw-connection.js';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

describe('the embedded API server and connections that no HTTP client makes', () => {
  let server: EmbeddedApiServer;
  let api: ApiClient;

  beforeAll(async () => {
    server = await EmbeddedApiServer.start();
    api = new ApiClient({ url: server.url, ca: server.caCertificate, token: server.adminToken });
  });

  afterAll(async () => {
    await api.close();
    await server.stop();
  });

  const head = (line: string, ...headers: string[]): string =>
    [`${line} HTTP/1.1`, 'Host: localhost', `Authorization: Bearer ${server.adminToken}`, ...headers, '', ''].join(
      '\r\n',
    );
  const body = '{"metadata":{"name":"raw"}}';

  const cases: readonly [does: string, make: () => Omit<RawCase, 'does'>, status: RegExp][] = [
    ['half closes after a whole request', () => ({ send: head(`GET ${CONFIG_MAPS}`), then: 'end' }), /^HTTP\/1.1 200/],
    ['sends no request at all', () => ({ send: '', then: 'end' }), /^$/],
    [
      'half closes within the headers',
      () => ({ send: head(`GET ${CONFIG_MAPS}`).slice(0, 40), then: 'end' }),
      /^(HTTP\/1.1 400|$)/,
    ],
    [
      'half closes within the body',
      () => ({ send: head(`POST ${CONFIG_MAPS}`, 'Content-Length: 500') + body, then: 'end' }),
      /^(HTTP\/1.1 400|$)/,
    ],
    [
      'breaks off within the body',
      () => ({ send: head(`POST ${CONFIG_MAPS}`, 'Content-Length: 500') + body, then: 'destroy' }),
      /^$/,
    ],
    ['breaks off a watch', () => ({ send: head(`GET ${CONFIG_MAPS}?watch=1`), then: 'destroy' }), /^$/],
    [
      'half closes a watch',
      () => ({ send: head(`GET ${CONFIG_MAPS}?watch=1&timeoutSeconds=1`), then: 'end' }),
      /^HTTP\/1.1 200/,
    ],
    ['speaks another protocol', () => ({ send: 'SSH-2.0-x\r\n\r\n', then: 'wait' }), /^HTTP\/1.1 400/],
    ['names another version of HTTP', () => ({ send: 'GET / HTTP/9.9\r\n\r\n', then: 'wait' }), /^HTTP\/1.1 (400|505)/],
    ['names no host', () => ({ send: 'GET /version HTTP/1.1\r\n\r\n', then: 'end' }), /^HTTP\/1.1 400/],
    ['asks with a method that is none', () => ({ send: head('FOO /version'), then: 'wait' }), /^HTTP\/1.1 40[05]/],
    [
      'sends headers without end',
      () => ({ send: head('GET /version', `X: ${'a'.repeat(40_000)}`), then: 'wait' }),
      /^HTTP\/1.1 431/,
    ],
    ['sends a header that is none', () => ({ send: head('GET /version', 'no colon'), then: 'wait' }), /^HTTP\/1.1 400/],
    [
      'says two lengths',
      () => ({ send: head(`POST ${CONFIG_MAPS}`, 'Content-Length: 5', 'Content-Length: 6') + body, then: 'wait' }),
      /^HTTP\/1.1 400/,
    ],
    [
      'says a length and chunks',
      () => ({
        send: head(`POST ${CONFIG_MAPS}`, 'Content-Length: 5', 'Transfer-Encoding: chunked') + body,
        then: 'wait',
      }),
      /^HTTP\/1.1 400/,
    ],
    [
      'sends chunks that are none',
      () => ({ send: `${head(`POST ${CONFIG_MAPS}`, 'Transfer-Encoding: chunked')}zz\r\n${body}`, then: 'wait' }),
      /^HTTP\/1.1 400/,
    ],
    [
      'says more than any body may hold',
      () => ({
        send:
          head(`POST ${CONFIG_MAPS}`, 'Content-Type: application/json', 'Content-Length: 99999999') +
          ' '.repeat(4 << 20),
        then: 'wait',
      }),
      /^HTTP\/1.1 413/,
    ],
    [
      'asks for the absolute form',
      () => ({ send: head('GET http://else.where/version', 'Connection: close'), then: 'wait' }),
      /^HTTP\/1.1 200/,
    ],
    [
      'asks for the server as a whole',
      () => ({ send: head('OPTIONS *', 'Connection: close'), then: 'wait' }),
      /^HTTP\/1.1 4\d\d/,
    ],
    ['asks for a tunnel', () => ({ send: head('CONNECT else.where:443'), then: 'wait' }), /^(HTTP\/1.1 4\d\d|$)/],
    [
      'asks to speak otherwise',
      () => ({ send: head('GET /version', 'Connection: Upgrade', 'Upgrade: websocket'), then: 'end' }),
      /^HTTP\/1.1 200/,
    ],
    [
      'waits to be told to go on',
      () => ({
        send: head(`POST ${CONFIG_MAPS}`, 'Expect: 100-continue', 'Content-Length: 27', 'Connection: close') + body,
        then: 'wait',
      }),
      /^HTTP\/1.1 100[^]*HTTP\/1.1 201/,
    ],
    [
      'expects what nobody does',
      () => ({ send: head('GET /version', 'Expect: miracles', 'Connection: close'), then: 'wait' }),
      /^HTTP\/1.1 417/,
    ],
  ];

  it.each(cases)('is answered, or let go, when a client %s', async (does, make, status) => {
    const { text, hasEnded } = await exchangeRaw(
      { url: server.url, ca: server.caCertificate, token: '' },
      { does, ...make() },
    );
    expect(text).toMatch(status);
    expect(hasEnded).toBe(true);
    expect((await api.get('/readyz')).status).toBe(200);
  });
});
