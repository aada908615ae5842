import type { Clock } from '../../../kube/clock.js';
import { keyOf, type KubeObject } from '../../../kube/meta/index.js';
import { SANDBOX_ANNOTATION } from './well-known.js';

const MAX_STEP_MS = 600_000;

/** Keeps steps of one object apart, so that a person can watch them. Remembers nothing that a restart must know. */
export class Pace {
  private readonly nextStepMs = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly stepMs: number,
  ) {}

  /** How long until the object's next step may begin. */
  remainingMs(object: KubeObject): number {
    const due = this.nextStepMs.get(keyOf(object));
    return due === undefined ? 0 : Math.max(0, Math.ceil(due - this.clock.monotonicMs()));
  }

  /** Call when a step has changed something; the answer is when to look again. */
  stepDone(object: KubeObject): number {
    const stepMs = stepMsOf(object) ?? this.stepMs;
    if (stepMs > 0) this.nextStepMs.set(keyOf(object), this.clock.monotonicMs() + stepMs);
    return stepMs;
  }

  forget(key: string): void {
    this.nextStepMs.delete(key);
  }
}

/** `sandbox.dbaas.io/step-ms` slows one object down, or hurries it; what is no number of milliseconds is passed over. */
function stepMsOf({ metadata }: KubeObject): number | undefined {
  const text = metadata.annotations?.[SANDBOX_ANNOTATION.stepMs] ?? '';
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text), MAX_STEP_MS) : undefined;
}
