import type { SchedulerRegistry } from '@nestjs/schedule';
import type { Controller } from '../kube/manager/index.js';
import { parseKey } from '../kube/meta/index.js';
import { textHash } from '../kube/text-hash.js';

const NAME = 'resync';
const TICK_MS = 1000;

export interface ResyncTarget {
  readonly controller: Pick<Controller, 'enqueue'>;
  readonly keys: () => Iterable<string>;
}

/** The slot of a key in the period: always the same, so that each key waits one period and load is even. */
export function slotOf(key: string, slots: number): number {
  return textHash(key) % slots;
}

/**
 * Looks at every object again once a period, whatever the events said: a slice of them each second, at low priority.
 * An object whose inputs are as they were costs a lookup and no request.
 */
export class Resync {
  #tick = 0;

  constructor(
    private readonly scheduler: SchedulerRegistry,
    private readonly periodSeconds: number,
    private readonly targets: readonly ResyncTarget[],
  ) {}

  start(): void {
    this.scheduler.addInterval(
      NAME,
      setInterval(() => this.tick(), TICK_MS),
    );
  }

  stop(): void {
    if (this.scheduler.doesExist('interval', NAME)) this.scheduler.deleteInterval(NAME);
  }

  tick(): void {
    const slot = this.#tick++ % this.periodSeconds;
    for (const { controller, keys } of this.targets) {
      for (const key of keys()) {
        if (slotOf(key, this.periodSeconds) === slot) controller.enqueue(parseKey(key), { priority: 'low' });
      }
    }
  }
}
