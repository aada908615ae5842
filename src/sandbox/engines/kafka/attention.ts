import type { Clock } from '../../../kube/clock.js';
import { keyOf, type KubeObject } from '../../../kube/meta/index.js';
import { SANDBOX_ANNOTATION } from './well-known.js';

/** Two minutes of the real operator are ten steps of the sandbox, and never less than this. */
const MIN_INTERVAL_MS = 250;
const STEPS_IN_INTERVAL = 10;

interface Rest {
  readonly seen: string;
  readonly sinceMs: number;
}

/**
 * When the operator looks. A change of a Kafka or of its pools starts a round, which goes on until it ends; what
 * happens to pods, volumes and all else is noticed only by the next round, and no earlier than an interval after the
 * last. Remembers nothing that a restart must know: the real operator looks at everything when it starts.
 */
export class Attention {
  private readonly resting = new Map<string, Rest>();

  constructor(
    private readonly clock: Clock,
    private readonly stepMs: number,
  ) {}

  /** How long the operator still sleeps; 0 in the middle of a round. */
  sleepsMs(kafka: KubeObject, pools: readonly KubeObject[]): number {
    const rest = this.resting.get(keyOf(kafka));
    if (!rest || rest.seen !== versionsOf(kafka, pools)) {
      this.resting.delete(keyOf(kafka));
      return 0;
    }
    const leftMs = rest.sinceMs + this.intervalMs(kafka) - this.clock.monotonicMs();
    if (leftMs > 0) return Math.ceil(leftMs);
    this.resting.delete(keyOf(kafka));
    return 0;
  }

  /** Call when a round has ended and written nothing: what comes next is noticed by the next one. */
  rest(kafka: KubeObject, pools: readonly KubeObject[]): void {
    this.resting.set(keyOf(kafka), { seen: versionsOf(kafka, pools), sinceMs: this.clock.monotonicMs() });
  }

  forget(key: string): void {
    this.resting.delete(key);
  }

  private intervalMs({ metadata }: KubeObject): number {
    const ordered = metadata.annotations?.[SANDBOX_ANNOTATION.intervalMs] ?? '';
    if (/^\d{1,7}$/.test(ordered)) return Number(ordered);
    return Math.max(MIN_INTERVAL_MS, STEPS_IN_INTERVAL * this.stepMs);
  }
}

const versionsOf = (kafka: KubeObject, pools: readonly KubeObject[]): string =>
  [kafka, ...pools]
    .map(({ metadata }) => `${metadata.uid}:${metadata.resourceVersion}`)
    .sort()
    .join(' ');
