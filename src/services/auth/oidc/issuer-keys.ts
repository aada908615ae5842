import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../../../kube/clock.js';
import type { Logger } from '../../../kube/logger.js';
import { ProblemError } from '../../../domain/problem.js';

/** Keys that an issuer has withdrawn are noticed after this long. */
const FRESH_MS = 10 * 60_000;
/** While the issuer does not answer, what it said last is believed for this long. */
const BELIEVED_MS = 60 * 60_000;
/** Tokens of keys that nobody knows make no more requests than one in this time. */
const COOLDOWN_MS = 30_000;
const RETRY_MS = 5_000;

export interface IssuerKeysParts {
  readonly load: () => Promise<JSONWebKeySet>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The keys of one issuer, fetched when they are needed: again when they get old, and when a token names a new one. */
export class IssuerKeys {
  #keys: JWTVerifyGetKey | undefined;
  #fetchedAtMs = -Infinity;
  #nextTryMs = -Infinity;
  #fetching: Promise<boolean> | undefined;

  constructor(private readonly parts: IssuerKeysParts) {}

  /** @throws JOSEError when there is no such key; ProblemError `unavailable` when the issuer could not be asked. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (this.ageMs > FRESH_MS) await this.refresh();
    try {
      return await this.current()(header, token);
    } catch (error) {
      // A key that came after the last look, or none at all.
      if (!(error instanceof errors.JWKSNoMatchingKey) || !(await this.refresh())) throw error;
      return this.current()(header, token);
    }
  };

  /** False when it is too early to ask again, or nothing came of it. However many ask, one request is made. */
  async refresh(): Promise<boolean> {
    if (this.#fetching) return this.#fetching;
    if (this.parts.clock.monotonicMs() < this.#nextTryMs) return false;
    this.#fetching = this.fetch().finally(() => (this.#fetching = undefined));
    return this.#fetching;
  }

  private async fetch(): Promise<boolean> {
    const { load, clock, logger } = this.parts;
    try {
      this.#keys = createLocalJWKSet(await load());
      this.#fetchedAtMs = clock.monotonicMs();
      this.#nextTryMs = this.#fetchedAtMs + COOLDOWN_MS;
      return true;
    } catch (err) {
      this.#nextTryMs = clock.monotonicMs() + RETRY_MS;
      logger.warn("The OIDC issuer's keys could not be fetched", { err });
      return false;
    }
  }

  private current(): JWTVerifyGetKey {
    if (this.#keys && this.ageMs <= BELIEVED_MS) return this.#keys;
    const detail = 'The identity provider does not answer at the moment.';
    throw new ProblemError('unavailable', detail, { retryAfterSeconds: RETRY_MS / 1000 });
  }

  private get ageMs(): number {
    return this.parts.clock.monotonicMs() - this.#fetchedAtMs;
  }
}
