import type { Clock } from '../../../kube/clock.js';
import type { Result } from '../../../kube/manager/index.js';
import { keyOf, type KubeObject } from '../../../kube/meta/index.js';
import { ORDER_ANNOTATION } from './orders.js';

const MAX_STEP_MS = 600_000;

/** Keeps steps of one object apart, so that a person can watch them. Remembers nothing that a restart must know. */
export class Pace {
  private readonly nextStepMs = new Map<string, number>();
  /** What there is to do, and when the operator notices it; absent while there is nothing. */
  private readonly noticed = new Map<string, { readonly generation?: number; readonly atMs: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly stepMs: number,
  ) {}

  /** How long until the object's next step may begin. */
  remainingMs(object: KubeObject): number {
    const due = this.nextStepMs.get(keyOf(object));
    return due === undefined ? 0 : Math.max(0, Math.ceil(due - this.clock.monotonicMs()));
  }

  /** How long one step of the object takes. */
  stepMsOf(object: KubeObject): number {
    return msOf(object, ORDER_ANNOTATION.stepMs) ?? this.stepMs;
  }

  /** Call when a step has changed something; the answer is when to look again. */
  stepDone(object: KubeObject): number {
    const stepMs = this.stepMsOf(object);
    if (stepMs > 0) this.nextStepMs.set(keyOf(object), this.clock.monotonicMs() + stepMs);
    return stepMs;
  }

  /** The pause after a step, as the answer of a loop. */
  pauseAfter(object: KubeObject): Result {
    const pauseMs = this.stepDone(object);
    return pauseMs > 0 ? { requeueAfterMs: pauseMs } : undefined;
  }

  /** Takes the object's next step when it may begin, and then pauses; a step that has done nothing is none. */
  async step(object: KubeObject, take: () => Promise<boolean>): Promise<Result> {
    const waitMs = this.remainingMs(object);
    if (waitMs > 0) return { requeueAfterMs: waitMs };
    return (await take()) ? this.pauseAfter(object) : this.rest(object);
  }

  /** How long the operator still overlooks what there is to do: until then the status tells of the past. */
  overlooksMs(object: KubeObject): number {
    const now = this.clock.monotonicMs();
    const { generation } = object.metadata;
    const known = this.noticed.get(keyOf(object));
    // A change of the specification is news, also to an operator that has not come to rest yet.
    const isNews = known === undefined || known.generation !== generation;
    const atMs = isNews ? now + (msOf(object, ORDER_ANNOTATION.lateMs) ?? 0) : known.atMs;
    this.noticed.set(keyOf(object), { generation, atMs });
    return Math.max(0, Math.ceil(atMs - now));
  }

  /** Call when nothing is left to do: what comes next is overlooked anew. */
  rest(object: KubeObject): void {
    this.noticed.delete(keyOf(object));
  }

  forget(key: string): void {
    this.nextStepMs.delete(key);
    this.noticed.delete(key);
  }
}

/** Slows one object down, or hurries it; what is no number of milliseconds is passed over. */
function msOf({ metadata }: KubeObject, annotation: string): number | undefined {
  const text = metadata.annotations?.[annotation] ?? '';
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text), MAX_STEP_MS) : undefined;
}
