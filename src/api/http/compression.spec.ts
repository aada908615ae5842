import { Body, Controller, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { RestApp } from '../../../test/doubles/rest-app.js';
import { answersSecret } from '../common/secret-answers.js';
import { answerItem } from '../rest/answers.js';
import { CurrentExchange, type Exchange } from '../rest/exchange.js';
import { EVENT_STREAM, JSON_TYPE, Produces } from '../rest/rules/produces.js';
import { aClusterThatRan } from '../../../test/builders/database-cluster.js';

/** Past what is compressed at once, and below. */
const LONG = 'x'.repeat(100_000);
const MIDDLING = 'x'.repeat(3_000);
const CLUSTER = aClusterThatRan();
CLUSTER.metadata.resourceVersion = '7';
CLUSTER.metadata.annotations = { note: LONG };

@Controller('things')
class ThingsController {
  @Get('long')
  long(@CurrentExchange() exchange: Exchange): object | undefined {
    return answerItem(CLUSTER, exchange);
  }

  @Get('short')
  @Header('ETag', '"a.1"')
  short(): object {
    return { text: 'x' };
  }

  @Get('middling')
  middling(): object {
    return { text: MIDDLING };
  }

  @Get('secret')
  @Header('Cache-Control', 'no-store')
  secret(): object {
    return { password: LONG };
  }

  @Get('events')
  @Produces(JSON_TYPE, EVENT_STREAM)
  events(@Res({ passthrough: true }) reply: FastifyReply): Readable {
    void reply.header('Content-Type', EVENT_STREAM);
    return Readable.from([`data: ${LONG}\n\n`]);
  }

  @Post('echo')
  @HttpCode(200)
  echo(@Body() body: object): object {
    return body;
  }
}

/** In the place of GraphQL's library, which lets nothing be stored. */
@Controller('graphql')
class GraphQlController {
  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  query(@Req() request: FastifyRequest, @Body() { asks }: { asks: string }): object {
    if (asks === 'secrets') answersSecret(request);
    return { data: LONG };
  }
}

describe('compression', () => {
  let app: RestApp;

  beforeAll(async () => {
    app = await RestApp.start({ controllers: [ThingsController, GraphQlController] });
  });
  afterAll(() => app.stop());

  const get = (name: string, encoding: string, headers: Record<string, string> = {}): Promise<Response> =>
    app.fetch(`/api/v1/things/${name}`, { headers: { 'accept-encoding': encoding, ...headers } });

  it.each([
    ['long', 'br, gzip', 'br'],
    ['long', 'gzip, deflate', 'gzip'],
    ['long', 'gzip;q=0.5, br;q=0.1', 'gzip'],
    ['long', 'br;q=0, *;q=0', null],
    ['long', 'deflate', null],
    ['long', 'identity', null],
    ['middling', 'br', 'br'],
    ['middling', 'gzip', 'gzip'],
    ['short', 'br', null],
    ['secret', 'br', null],
    ['events', 'br', null],
    ['absent', 'br', null],
  ])('of what is %s, to a client that accepts %s: %s', async (name, accepted, encoding) => {
    const answer = await get(name, accepted);
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('accept, accept-encoding');
    expect((await answer.text()).length).toBeGreaterThan(10);
  });

  it.each([
    ['clusters', 'br'],
    ['secrets', null],
  ])('of what GraphQL is asked for, which may never be stored: %s, %s', async (asks, encoding) => {
    const headers = { 'accept-encoding': 'br', 'content-type': JSON_TYPE };
    const answer = await app.fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ asks }) });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('makes the strong tag of an answer weak, which is known again in either form', async () => {
    const [plain, packed] = [await get('long', 'identity'), await get('long', 'br')];
    const [strong, weak] = [plain.headers.get('etag')!, packed.headers.get('etag')!];
    expect(weak).toBe(`W/${strong}`);
    for (const tag of [strong, weak]) {
      const again = await get('long', 'br', { 'if-none-match': tag });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, tag, '']);
      expect(again.headers.get('vary')).toBe('accept, accept-encoding');
    }
    expect((await get('short', 'br')).headers.get('etag')).toBe('"a.1"');
  });

  it('is not what HEAD tells of, which answers as GET does without it', async () => {
    const [head, got] = await Promise.all(
      [
        ['HEAD', 'br'],
        ['GET', 'identity'],
      ].map(([method, encoding = '']) =>
        app.fetch('/api/v1/things/long', { method, headers: { 'accept-encoding': encoding } }),
      ),
    );
    const told = ({ status, headers: sent }: Response): unknown[] => [
      status,
      ...['etag', 'content-type', 'content-length', 'cache-control', 'vary'].map((name) => sent.get(name)),
    ];
    expect(told(head!)).toEqual(told(got!));
    expect(await head!.text()).toBe('');
  });

  it('is as good as none to who reads it', async () => {
    const texts = await Promise.all(['br', 'gzip', 'identity'].map(async (each) => (await get('long', each)).text()));
    expect(new Set(texts).size).toBe(1);
  });

  const send = (encoding: string, body: RequestInit['body']): Promise<Response> =>
    app.fetch('/api/v1/things/echo', {
      method: 'POST',
      headers: { 'content-type': JSON_TYPE, 'content-encoding': encoding },
      body,
    });

  it.each(['gzip', 'br', 'deflate', 'x', 'gzip, identity'])('of a body is refused, unread: %s', async (encoding) => {
    const answer = await send(encoding, gzipSync('{}'));
    expect([answer.status, answer.headers.get('accept-encoding')]).toEqual([415, 'identity']);
    expect(await answer.json()).toMatchObject({ code: 'unsupported_media_type' });
  });

  it.each(['identity', ' Identity'])('that is none is none: %s', async (encoding) => {
    expect((await send(encoding, '{"a":1}')).status).toBe(200);
  });
});
