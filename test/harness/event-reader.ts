export interface ToldEvent {
  readonly event: string;
  readonly id?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Tests poke at wire answers of unknown shape.
  readonly data: any;
}

/** Server-Sent Events of an answer, as they come; heartbeats are no events. */
export class EventReader {
  #text = '';
  readonly #reader: ReadableStreamDefaultReader<string>;

  constructor(readonly response: Response) {
    this.#reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Undefined at the end. */
  async next(): Promise<ToldEvent | undefined> {
    for (;;) {
      const block = await this.block();
      if (block === undefined) return undefined;
      if (block.startsWith(':')) continue;
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)));
      return { event: fields.event, id: fields.id, data: JSON.parse(fields.data) };
    }
  }

  async until(is: (told: ToldEvent) => boolean): Promise<ToldEvent> {
    for (;;) {
      const told = await this.next();
      if (!told) throw new Error('the stream has ended');
      if (is(told)) return told;
    }
  }

  /** Of an answer that is no stream of events. */
  async text(): Promise<string> {
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return this.#text;
      this.#text += value;
    }
  }

  /** All that is still to come, until the stream ends. */
  async rest(): Promise<ToldEvent[]> {
    const told: ToldEvent[] = [];
    for (let next = await this.next(); next; next = await this.next()) told.push(next);
    return told;
  }

  close(): Promise<void> {
    return this.#reader.cancel();
  }

  private async block(): Promise<string | undefined> {
    while (!this.#text.includes('\n\n')) {
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += value;
    }
    const end = this.#text.indexOf('\n\n');
    const block = this.#text.slice(0, end);
    this.#text = this.#text.slice(end + 2);
    return block;
  }
}
