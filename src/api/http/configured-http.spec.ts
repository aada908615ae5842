import { Controller, Get } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import { RestApp } from '../../../test/doubles/rest-app.js';
import { ProblemError } from '../../domain/problem.js';
import { currentRequest, currentTraceHeaders } from '../../services/request-scope.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACE_PARENT = `00-${TRACE}-00f067aa0ba902b7-01`;

@Controller('scope')
class ScopeController {
  @Get()
  async scope(): Promise<object> {
    await setImmediate();
    return { origin: currentRequest(), headers: currentTraceHeaders() };
  }

  @Get('away')
  away(): never {
    throw new ProblemError('operator_not_installed', 'There is no operator.');
  }

  @Get('full')
  full(): never {
    throw new ProblemError('unavailable', 'The caches are being filled.', { retryAfterSeconds: 1 });
  }

  @Get('fault')
  fault(): never {
    throw new Error('nobody foresaw this');
  }
}

describe('a request', () => {
  let app: RestApp;

  beforeAll(async () => {
    app = await RestApp.start({ controllers: [ScopeController] });
  });
  afterAll(() => app.stop());

  it('is known by its id, and goes on with its trace, however deep it is worked on', async () => {
    const headers = { 'x-request-id': 'r-1', traceparent: TRACE_PARENT, tracestate: 'a=1', 'user-agent': 'spec' };
    const answer = await app.fetch('/api/v1/scope', { headers });
    expect(answer.headers.get('x-request-id')).toBe('r-1');
    expect(await answer.json()).toMatchObject({
      origin: { requestId: 'r-1', traceId: TRACE, via: 'REST', address: '127.0.0.1', userAgent: 'spec' },
      headers: { traceparent: TRACE_PARENT, tracestate: 'a=1' },
    });
  });

  it('has no trace when what it sends is none', async () => {
    const body = await (await app.fetch('/api/v1/scope', { headers: { traceparent: 'x', tracestate: 'a=1' } })).json();
    expect(body).toMatchObject({ headers: {} });
    expect(JSON.stringify(body)).not.toContain('traceId');
  });

  it.each([
    ['away', 503, '5'],
    ['full', 503, '1'],
    ['fault', 500, null],
  ])('is told when to come again, where that may help: %s', async (name, status, seconds) => {
    const answer = await app.fetch(`/api/v1/scope/${name}`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, seconds]);
  });

  it('that fails is found in the log by its id and its trace', async () => {
    const headers = { 'x-request-id': 'r-2', traceparent: TRACE_PARENT };
    expect((await app.fetch('/api/v1/scope/fault', { headers })).status).toBe(500);
    expect(app.logger.lines).toContainEqual(
      expect.objectContaining({
        message: 'Request failed',
        fields: expect.objectContaining({ requestId: 'r-2', traceId: TRACE }),
      }),
    );
  });
});
