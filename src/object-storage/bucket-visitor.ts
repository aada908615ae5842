import { abortable } from '../kube/abortable.js';
import { systemClock, type Clock } from '../kube/clock.js';
import { Deadline } from '../kube/deadline.js';
import type { Bucket, BucketLocation } from './bucket.js';
import type { GoogleOptions } from './bucket-options.js';
import { classifyFailure, type ClassifiedFailure } from './classify-failure.js';
import type { StorageCredentials } from './credentials.js';
import { AddressRules, type EgressRules } from './egress/address-rules.js';
import { guardedAgents, type AgentOptions } from './egress/guarded-agents.js';
import { openBucket } from './open-bucket.js';

/** All that it takes to enter a bucket. */
export interface BucketTarget {
  readonly location: BucketLocation;
  readonly credentials: StorageCredentials;
  /** PEM. */
  readonly ca?: string;
}

export interface VisitLimits {
  /** For the whole visit. */
  readonly timeoutMs: number;
  /** What one answer may bring. */
  readonly maxReceivedBytes: number;
}

export type BucketWork<T> = (bucket: Bucket, signal: AbortSignal) => Promise<T>;

export type VisitResult<T> =
  { readonly isDone: true; readonly value: T } | ({ readonly isDone: false } & ClassifiedFailure);

export interface BucketVisitorOptions {
  readonly egress: EgressRules;
  readonly clock?: Clock;
  readonly resolve?: AgentOptions['resolve'];
  readonly google?: GoogleOptions;
}

/** The one door to buckets: whoever has something to do in one is let in here, under guard and for a limited time. */
export class BucketVisitor {
  readonly #rules: AddressRules;

  constructor(private readonly options: BucketVisitorOptions) {
    this.#rules = new AddressRules(options.egress);
  }

  /** Never rejects for anything that the store or the network did; rejects with the caller's reason when it gave up. */
  async visit<T>(
    { location, credentials, ca }: BucketTarget,
    work: BucketWork<T>,
    { timeoutMs, maxReceivedBytes }: VisitLimits,
    caller?: AbortSignal,
  ): Promise<VisitResult<T>> {
    const { clock = systemClock, google, resolve } = this.options;
    const deadline = new Deadline(clock, caller);
    const { signal } = deadline;
    deadline.limit(timeoutMs, 'the store took too long');
    let agents: ReturnType<typeof guardedAgents> | undefined;
    let bucket: Bucket | undefined;
    try {
      agents = guardedAgents({ rules: this.#rules, maxReceivedBytes, ca, resolve });
      bucket = await openBucket({ location, credentials, agents, timeoutMs, google });
      return { isDone: true, value: await abortable(work(bucket, signal), signal) };
    } catch (error) {
      caller?.throwIfAborted();
      return { isDone: false, ...(deadline.isTimedOut ? TIMEOUT : classifyFailure(error, agents?.failures)) };
    } finally {
      deadline.end();
      bucket?.close();
      agents?.destroy();
    }
  }
}

const TIMEOUT: ClassifiedFailure = { reason: 'Timeout' };
