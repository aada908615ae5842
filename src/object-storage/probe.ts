import { randomBytes } from 'node:crypto';
import { abortable } from '../kube/abortable.js';
import { systemClock, type Clock } from '../kube/clock.js';
import { Deadline } from '../kube/deadline.js';
import type { Bucket, BucketLocation } from './bucket.js';
import type { GoogleOptions } from './bucket-options.js';
import { classifyFailure, type FailureReason } from './classify-failure.js';
import type { StorageCredentials } from './credentials.js';
import { AddressRules, type EgressRules } from './egress/address-rules.js';
import { guardedAgents, type AgentOptions } from './egress/guarded-agents.js';
import { openBucket } from './open-bucket.js';

export type ProbeStep = 'write' | 'read back' | 'delete';

export type ProbeResult =
  | { readonly usable: true }
  | {
      readonly usable: false;
      readonly reason: FailureReason | 'ReadBackMismatch';
      readonly step: ProbeStep;
      readonly code?: string;
    };

export interface ProbeTarget {
  readonly location: BucketLocation;
  readonly credentials: StorageCredentials;
  /** PEM. */
  readonly ca?: string;
}

export interface StorageProberOptions {
  readonly egress: EgressRules;
  readonly clock?: Clock;
  /** For the whole probe. */
  readonly timeoutMs?: number;
  readonly resolve?: AgentOptions['resolve'];
  readonly google?: GoogleOptions;
}

const TIMEOUT_MS = 20_000;
/** A folder of its own: what an aborted probe leaves behind is known for what it is. */
const FOLDER = '.dbaas-probe';
const CONTENT_BYTES = 64;
/** Of an answer to a probe: an error with its explanation, at most. */
const MAX_RECEIVED_BYTES = 256 * 1024;

/** Finds out whether a bucket can be used, by using it: writes a small object, reads it back and deletes it. */
export class StorageProber {
  readonly #rules: AddressRules;

  constructor(private readonly options: StorageProberOptions) {
    this.#rules = new AddressRules(options.egress);
  }

  /** Never rejects for anything that the store or the network did. */
  async probe({ location, credentials, ca }: ProbeTarget, signal?: AbortSignal): Promise<ProbeResult> {
    const { clock = systemClock, timeoutMs = TIMEOUT_MS, google, resolve } = this.options;
    const deadline = new Deadline(clock, signal);
    deadline.limit(timeoutMs, 'the store took too long');
    const run = new ProbeRun(deadline.signal);
    let agents: ReturnType<typeof guardedAgents> | undefined;
    try {
      agents = guardedAgents({ rules: this.#rules, maxReceivedBytes: MAX_RECEIVED_BYTES, ca, resolve });
      await run.through(await openBucket({ location, credentials, agents, timeoutMs, google }));
      return { usable: true };
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.isTimedOut) return { usable: false, reason: 'Timeout', step: run.step };
      if (error instanceof ReadBackError) return { usable: false, reason: 'ReadBackMismatch', step: run.step };
      return { usable: false, step: run.step, ...classifyFailure(error, agents?.failures) };
    } finally {
      deadline.end();
      agents?.destroy();
    }
  }
}

class ReadBackError extends Error {}

/** One object's way through a bucket. */
class ProbeRun {
  step: ProbeStep = 'write';
  readonly #name = `${FOLDER}/${randomBytes(12).toString('hex')}`;
  readonly #content = randomBytes(CONTENT_BYTES);

  constructor(private readonly signal: AbortSignal) {}

  async through(bucket: Bucket): Promise<void> {
    try {
      await this.take('write', bucket.put(this.#name, this.#content, this.signal));
      await this.readBack(bucket);
      await this.take('delete', bucket.delete(this.#name, this.signal));
    } finally {
      bucket.close();
    }
  }

  /** What can be written and not be read is taken away all the same. */
  private async readBack(bucket: Bucket): Promise<void> {
    try {
      const found = await this.take('read back', bucket.get(this.#name, this.signal));
      if (!this.#content.equals(found)) throw new ReadBackError('other bytes came back than were written');
    } catch (error) {
      await abortable(bucket.delete(this.#name, this.signal), this.signal).catch(() => undefined);
      throw error;
    }
  }

  private take<T>(step: ProbeStep, work: Promise<T>): Promise<T> {
    this.step = step;
    return abortable(work, this.signal);
  }
}
