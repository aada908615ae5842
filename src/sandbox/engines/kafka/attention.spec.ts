import { aKafka, aNodePool } from '../../../../test/builders/stand-in-kafka.js';
import { ManualClock } from '../../../../test/doubles/manual-clock.js';
import { Attention } from './attention.js';
import type { Kafka, NodePool } from './kafka.js';

const at = <T extends Kafka | NodePool>(object: T, resourceVersion: string): T => ({
  ...object,
  metadata: { ...object.metadata, resourceVersion },
});

describe('the attention of the operator', () => {
  const kafka = at(aKafka(), '1');
  const pool = at(aNodePool(), '2');

  it('is there when it starts, and until a round has ended', () => {
    const attention = new Attention(new ManualClock(), 1_000);
    expect(attention.sleepsMs(kafka, [pool])).toBe(0);
    expect(attention.sleepsMs(kafka, [pool])).toBe(0);
  });

  it.each([
    { stepMs: 1_000, annotations: undefined, intervalMs: 10_000 },
    { stepMs: 0, annotations: undefined, intervalMs: 250 },
    { stepMs: 0, annotations: { 'sandbox.dbaas.io/interval-ms': '5000' }, intervalMs: 5_000 },
    { stepMs: 0, annotations: { 'sandbox.dbaas.io/interval-ms': 'never' }, intervalMs: 250 },
  ])('returns after $intervalMs ms at $stepMs ms a step', async ({ stepMs, annotations, intervalMs }) => {
    const clock = new ManualClock();
    const attention = new Attention(clock, stepMs);
    const ordered = at(aKafka({ annotations }), '1');
    attention.rest(ordered, [pool]);
    expect(attention.sleepsMs(ordered, [pool])).toBe(intervalMs);
    await clock.advance(intervalMs);
    expect(attention.sleepsMs(ordered, [pool])).toBe(0);
  });

  it.each([
    { what: 'the Kafka', kafkaNow: at(kafka, '7'), poolsNow: [pool] },
    { what: 'a pool', kafkaNow: kafka, poolsNow: [at(pool, '7')] },
    { what: 'the number of pools', kafkaNow: kafka, poolsNow: [] },
  ])('is drawn by a change of $what', ({ kafkaNow, poolsNow }) => {
    const attention = new Attention(new ManualClock(), 1_000);
    attention.rest(kafka, [pool]);
    expect(attention.sleepsMs(kafkaNow, poolsNow)).toBe(0);
  });
});
