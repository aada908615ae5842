import { write } from 'node:fs';
import { promisify } from 'node:util';
import { Counter, type Registry } from 'prom-client';
import { sleep, type Clock } from '../kube/clock.js';
import type { Logger } from '../kube/logger.js';

const writeTo = promisify(write);

/** What may wait while the disk or the reader is slow; past this records are lost, and that is said. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;
const RETRY_MS = 1_000;
/** Of a pipe that is full: its reader is slow, and nothing is wrong. */
const RETRY_FULL_MS = 20;
/** Losses are told together, at most this often. */
const TELL_EVERY_MS = 10_000;
const CLOSING_MS = 2_000;

export interface JsonLinesOptions {
  /** Open for writing, and closed by whoever opened it. */
  readonly fd: number;
  readonly registry: Registry;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly maxWaitingBytes?: number;
}

/** Audit records as lines of JSON, written beside the work: a slow disk holds up nobody, and what it loses is counted. */
export class JsonLines {
  readonly #written: Counter;
  readonly #lost: Counter;
  readonly #closing = new AbortController();
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #writing: Promise<void> | undefined;
  #untold = 0;
  #tellAgain: (() => void) | undefined;

  constructor(private readonly options: JsonLinesOptions) {
    const registers = [options.registry];
    this.#written = new Counter({ name: 'audit_records_written_total', help: 'Audit records written.', registers });
    this.#lost = new Counter({
      name: 'audit_records_lost_total',
      help: 'Audit records that could not be kept: too many waited for a slow or failing disk.',
      registers,
    });
  }

  /** Returns at once; after the closing what is appended is lost. */
  append(record: object): void {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    const { maxWaitingBytes = MAX_WAITING_BYTES } = this.options;
    if (this.#closing.signal.aborted || this.#waitingBytes + line.length > maxWaitingBytes) return this.lose(1);
    this.#waiting.push(line);
    this.#waitingBytes += line.length;
    this.#writing ??= this.writeAll().finally(() => (this.#writing = undefined));
  }

  /** Resolves when everything is written, or could not be in a moment. */
  async close(): Promise<void> {
    const cancel = this.options.clock.schedule(CLOSING_MS, () => this.#closing.abort());
    await this.#writing;
    cancel();
    this.#closing.abort();
    this.#tellAgain?.();
    if (this.#waiting.length > 0) this.lose(this.#waiting.length);
    else if (this.#untold > 0) this.tell();
  }

  private async writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const lines = this.#waiting.length;
      const chunk = Buffer.concat(this.#waiting);
      if (!(await this.writeWhole(chunk))) return;
      this.#waiting = this.#waiting.slice(lines);
      this.#waitingBytes -= chunk.length;
      this.#written.inc(lines);
    }
  }

  /** From where a failure broke it off, so that no line is torn. False when the process ends before it succeeds. */
  private async writeWhole(chunk: Buffer): Promise<boolean> {
    const { fd, logger, clock } = this.options;
    const { signal } = this.#closing;
    for (let offset = 0; offset < chunk.length && !signal.aborted;) {
      try {
        offset += (await writeTo(fd, chunk, offset)).bytesWritten;
        if (offset === chunk.length) return true;
      } catch (err) {
        const isFull = (err as NodeJS.ErrnoException).code === 'EAGAIN';
        if (!isFull) logger.error('Audit records could not be written', { err });
        await sleep(clock, isFull ? RETRY_FULL_MS : RETRY_MS, signal);
      }
    }
    return false;
  }

  private lose(records: number): void {
    this.#lost.inc(records);
    this.#untold += records;
    if (!this.#tellAgain) this.tell();
  }

  private tell(): void {
    this.options.logger.error('Audit records were lost', { records: this.#untold });
    this.#untold = 0;
    if (this.#closing.signal.aborted) return;
    this.#tellAgain = this.options.clock.schedule(TELL_EVERY_MS, () => {
      this.#tellAgain = undefined;
      if (this.#untold > 0) this.tell();
    });
  }
}
