import { KubeError } from './kube-error.js';

const NEWLINE = 0x0a;
/** Far above any object that an API server stores; a line without an end must not fill the memory. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** Cuts a stream of bytes into lines; a character split between two chunks stays whole because text comes last. */
export class LineSplitter {
  private pending: Buffer[] = [];
  private pendingBytes = 0;

  /** True when the stream may end here: nothing of a line is left over. */
  get isAtLineEnd(): boolean {
    return this.pendingBytes === 0;
  }

  *push(chunk: Buffer): Generator<string> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const line = this.complete(chunk.subarray(start, end));
      if (line !== '') yield line;
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
  }

  private complete(tail: Buffer): string {
    if (this.pendingBytes === 0) return tail.toString('utf8');
    const line = Buffer.concat([...this.pending, tail]).toString('utf8');
    this.pending = [];
    this.pendingBytes = 0;
    return line;
  }

  private keep(rest: Buffer): void {
    if (rest.length === 0) return;
    this.pending.push(rest);
    this.pendingBytes += rest.length;
    if (this.pendingBytes > MAX_LINE_BYTES) throw new KubeError(500, 'InternalError', 'watch: a line has no end');
  }
}
