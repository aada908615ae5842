/** A client of kept-alive connections that asks the same question again and again. */
import { performance } from 'node:perf_hooks';
import { Agent, request } from 'undici';
import { serveCalls } from './worker.mjs';
import { percentile } from './statistics.mjs';

async function askUntil(deadline, ask, latencies) {
  while (performance.now() < deadline) {
    const startedAt = performance.now();
    await ask();
    latencies.push(performance.now() - startedAt);
  }
}

serveCalls({
  /** One warm-up of half the time, then the measurement. */
  async load({ url, method = 'GET', headers, body, ca, connections, seconds }) {
    const dispatcher = new Agent({ connections, pipelining: 1, connect: { ca } });
    const ask = async () => {
      const answer = await request(url, { method, headers, body, dispatcher });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${text.slice(0, 500)}`);
    };
    const run = async (ms) => {
      const latencies = [];
      const deadline = performance.now() + ms;
      await Promise.all(Array.from({ length: connections }, () => askUntil(deadline, ask, latencies)));
      return latencies;
    };
    const warmUp = await run(seconds * 500);
    const latencies = await run(seconds * 1000);
    await dispatcher.close();
    return {
      requests: warmUp.length + latencies.length,
      perSecond: latencies.length / seconds,
      p50Ms: percentile(latencies, 50),
      p99Ms: percentile(latencies, 99),
    };
  },
  stop: () => undefined,
});
