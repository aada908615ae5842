import { once } from 'node:events';
import { ManualClock } from '../../../../test/doubles/manual-clock.js';
import { EventStream, formatEvent, type StreamEvent } from './event-stream.js';

/** Tells what it is given, in order, when it is asked. */
class ScriptedSource implements AsyncIterator<StreamEvent, void> {
  asked = 0;
  #answer: (result: IteratorResult<StreamEvent, void>) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;

  next(): Promise<IteratorResult<StreamEvent, void>> {
    this.asked += 1;
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#fail = reject;
    });
  }
  tell(data: object): Promise<void> {
    this.#answer({ done: false, value: { event: 'added', data } });
    return settled();
  }
  end(): void {
    this.#answer({ done: true, value: undefined });
  }
  fail(error: Error): void {
    this.#fail(error);
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a stream of events', () => {
  let source: ScriptedSource;
  let clock: ManualClock;
  let stream: EventStream;
  let count: { ends: number };

  beforeEach(() => {
    source = new ScriptedSource();
    clock = new ManualClock();
    const mine = { ends: 0 };
    count = mine;
    stream = new EventStream(source, {
      clock,
      problemEvent: (error) => ({ event: 'problem', data: { detail: (error as Error).message } }),
      onEnd: () => (mine.ends += 1),
    });
  });
  afterEach(() => stream.destroy());

  const readAll = (): string[] => {
    const texts: string[] = [];
    stream.on('data', (chunk: Buffer) => texts.push(chunk.toString()));
    return texts;
  };

  it('has one line of data for each event, whatever is in it', () => {
    expect(formatEvent({ event: 'added', id: '7.x', data: { text: 'a\nb' } })).toBe(
      'event: added\nid: 7.x\ndata: {"text":"a\\nb"}\n\n',
    );
    expect(formatEvent({ event: 'reset', data: {} })).toBe('event: reset\ndata: {}\n\n');
  });

  it('says that it is still there to one who waits, and ends with its source', async () => {
    const texts = readAll();
    await settled();
    await clock.advance(15_000);
    await source.tell({ n: 1 });
    await clock.advance(15_000);
    const end = once(stream, 'end');
    source.end();
    await end;
    await clock.advance(60_000);
    expect(texts).toEqual([': still here\n\n', 'event: added\ndata: {"n":1}\n\n', ': still here\n\n']);
    expect(count.ends).toBe(1);
  });

  it('asks for no more, and says nothing, while nobody reads', async () => {
    stream.read(0);
    for (let i = 0; i < 100; i++) await source.tell({ text: 'x'.repeat(1_000) });
    const { asked } = source;
    expect(asked).toBeLessThan(80);
    const { readableLength } = stream;
    await clock.advance(60_000);
    expect([source.asked, stream.readableLength]).toEqual([asked, readableLength]);
  });

  it.each<[string, () => void]>([
    ['its source fails', () => source.fail(new Error('no longer'))],
    ['the token ends', () => stream.fail(new Error('no longer'))],
  ])('tells why, and ends, when %s', async (_when, happen) => {
    const texts = readAll();
    await settled();
    const end = once(stream, 'end');
    happen();
    await end;
    stream.fail(new Error('again'));
    expect(texts).toEqual(['event: problem\ndata: {"detail":"no longer"}\n\n']);
    expect(count.ends).toBe(1);
  });

  it('ends once when its reader leaves', async () => {
    readAll();
    const closed = once(stream, 'close');
    stream.destroy();
    await closed;
    stream.complete();
    expect(count.ends).toBe(1);
  });
});
