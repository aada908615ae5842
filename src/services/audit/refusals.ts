import type { ProblemCode } from '../../domain/errors.js';
import type { Clock } from '../../kube/clock.js';
import type { Caller } from '../auth/caller.js';
import { currentRequest } from '../request-scope.js';
import type { AuditLog } from './audit-record.js';

const WINDOW_MS = 60_000;
/** Of one address or caller within a minute, so that nobody's flood hides what others do. */
const MOST_OF_ONE = 30;
/** Of all of them: what costs nobody anything to send must not fill the disk. */
const MOST_OF_ALL = 120;

/** Writes down who was turned away before anything was looked at: by no valid token, or past the limits. */
export class Refusals {
  readonly #writtenOf = new Map<string, number>();
  #written = 0;
  #unwritten = 0;
  #windowEndsMs = -Infinity;

  constructor(
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** One record, or one more that the next record counts. */
  note(code: ProblemCode, caller?: Pick<Caller, 'username' | 'groups'>): void {
    const origin = currentRequest();
    if (!this.takesFrom(caller?.username ?? origin?.address ?? '')) {
      this.#unwritten += 1;
      return;
    }
    const who = caller && { user: caller.username, groups: caller.groups };
    const more = this.#unwritten > 0 ? { unwritten: this.#unwritten } : undefined;
    this.#unwritten = 0;
    const time = this.clock.now().toISOString();
    this.log.append({ kind: 'Audit', time, ...origin, ...who, outcome: 'Refused', code, ...more });
  }

  private takesFrom(source: string): boolean {
    const nowMs = this.clock.monotonicMs();
    if (nowMs >= this.#windowEndsMs) this.begin(nowMs);
    const writtenOf = this.#writtenOf.get(source) ?? 0;
    if (writtenOf >= MOST_OF_ONE || this.#written >= MOST_OF_ALL) return false;
    this.#writtenOf.set(source, writtenOf + 1);
    this.#written += 1;
    return true;
  }

  private begin(nowMs: number): void {
    this.#windowEndsMs = nowMs + WINDOW_MS;
    this.#writtenOf.clear();
    this.#written = 0;
  }
}
