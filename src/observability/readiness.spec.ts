import { RecordingLogger } from '../../test/doubles/recording-logger.js';
import { createMetricsRegistry, HttpMetrics, NestLogger, Readiness } from './index.js';

describe('Readiness', () => {
  it('is there when nothing speaks against it', async () => {
    expect(await new Readiness().report()).toEqual({ ready: true, checks: {} });
  });

  it('asks every part anew, and names what is wrong', async () => {
    const readiness = new Readiness();
    let problem: string | undefined = 'filling';
    readiness.add('caches', () => problem);
    readiness.add('server', async () => undefined);
    expect(await readiness.report()).toEqual({ ready: false, checks: { caches: 'filling', server: 'ok' } });
    problem = undefined;
    expect(await readiness.report()).toEqual({ ready: true, checks: { caches: 'ok', server: 'ok' } });
  });

  it('is over for good once the process stops, without asking anybody', async () => {
    const readiness = new Readiness();
    readiness.add('caches', () => {
      throw new Error('closed');
    });
    readiness.stop();
    expect(await readiness.report()).toEqual({ ready: false, checks: { process: 'stopping' } });
  });
});

describe('HttpMetrics', () => {
  it('count by route and status, never by object', async () => {
    const registry = createMetricsRegistry();
    const metrics = new HttpMetrics(registry);
    metrics.observe('GET', '/clusters/:name', 200, 0.002);
    metrics.observe('GET', '/clusters/:name', 404, 2);
    const text = await registry.metrics();
    expect(text).toContain('http_requests_total{method="GET",route="/clusters/:name",code="200"} 1');
    expect(text).toContain('http_requests_total{method="GET",route="/clusters/:name",code="404"} 1');
    expect(text).toContain('http_request_duration_seconds_bucket{le="0.005",method="GET",route="/clusters/:name"} 1');
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/clusters/:name"} 2');
  });
});

describe('NestLogger', () => {
  it("says Nest's lines in our form, and what concerns only its developers at debug", () => {
    const logger = new RecordingLogger();
    const nest = new NestLogger(logger);
    nest.log('started', 'Router');
    nest.verbose('more', 'Router');
    nest.warn('odd', 'Router');
    nest.error(new Error('broken'), 'the stack', 'Router');
    expect(logger.lines.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'debug started',
      'debug more',
      'warn odd',
      'error Error: broken',
    ]);
    expect(logger.lines.at(-1)?.fields).toEqual({ stack: 'the stack', context: 'Router' });
  });
});
