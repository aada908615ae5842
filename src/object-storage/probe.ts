import { randomBytes } from 'node:crypto';
import { abortable } from '../kube/abortable.js';
import type { Bucket } from './bucket.js';
import { BucketVisitor, type BucketTarget, type BucketVisitorOptions } from './bucket-visitor.js';
import type { FailureReason } from './classify-failure.js';
import { findObject } from './named-objects.js';

export type ProbeStep = 'write' | 'list' | 'read back' | 'delete';

export type ProbeResult =
  | { readonly usable: true }
  | {
      readonly usable: false;
      readonly reason: FailureReason | 'ReadBackMismatch';
      readonly step: ProbeStep;
      readonly code?: string;
    };

export interface StorageProberOptions extends BucketVisitorOptions {
  /** For the whole probe. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
/** A folder of its own: what an aborted probe leaves behind is known for what it is. */
const FOLDER = '.dbaas-probe';
const CONTENT_BYTES = 64;
/** Of an answer to a probe: an error with its explanation, at most. */
const MAX_RECEIVED_BYTES = 256 * 1024;

/** Finds out whether a bucket can be used, by using it: writes a small object, lists it, reads it back, deletes it. */
export class StorageProber {
  readonly #visitor: BucketVisitor;

  constructor(private readonly options: StorageProberOptions) {
    this.#visitor = new BucketVisitor(options);
  }

  /** Never rejects for anything that the store or the network did. */
  async probe(target: BucketTarget, signal?: AbortSignal): Promise<ProbeResult> {
    const { timeoutMs = TIMEOUT_MS } = this.options;
    const run = new ProbeRun();
    const limits = { timeoutMs, maxReceivedBytes: MAX_RECEIVED_BYTES };
    const visit = await this.#visitor.visit(target, run.through, limits, signal);
    if (!visit.isDone) return { usable: false, reason: visit.reason, step: run.step, code: visit.code };
    return visit.value ? { usable: true } : { usable: false, reason: 'ReadBackMismatch', step: run.step };
  }
}

/** One object's way through a bucket. */
class ProbeRun {
  step: ProbeStep = 'write';
  readonly #name = `${FOLDER}/${randomBytes(12).toString('hex')}`;
  readonly #content = randomBytes(CONTENT_BYTES);

  /** False when other bytes came back than were written. */
  readonly through = async (bucket: Bucket, signal: AbortSignal): Promise<boolean> => {
    await bucket.put(this.#name, this.#content, signal);
    const isSame = await this.orTakenAway(bucket, signal);
    if (!isSame) return false;
    this.step = 'delete';
    await bucket.delete(this.#name, signal);
    return true;
  };

  /** What can be written, and not be found again as it was, is taken away all the same. */
  private async orTakenAway(bucket: Bucket, signal: AbortSignal): Promise<boolean> {
    let isSame = false;
    try {
      isSame = await this.findAgain(bucket, signal);
      return isSame;
    } finally {
      if (!isSame) await abortable(bucket.delete(this.#name, signal), signal).catch(() => undefined);
    }
  }

  private async findAgain(bucket: Bucket, signal: AbortSignal): Promise<boolean> {
    this.step = 'list';
    // Whether it is told of already is the store's own affair: that one may ask is what counts.
    await findObject(bucket, this.#name, signal);
    this.step = 'read back';
    return this.#content.equals(await abortable(bucket.get(this.#name, signal), signal));
  }
}
