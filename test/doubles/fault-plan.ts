import { SeededRandom } from '../fuzz/seeded-random.js';

/** What may happen to a request on its way; the names say what the client sees of it. */
export type Fault =
  /** The connection breaks before the server hears of it, or when it has answered and nobody was told yet. */
  | { readonly kind: 'drop' | 'loseAnswer' }
  /** The answer ends after so many bytes: by a broken connection, by its half, or as if that were all. */
  | { readonly kind: 'break' | 'halfClose' | 'truncate'; readonly afterBytes: number }
  | { readonly kind: 'delay'; readonly ms: number }
  /** The lines of a watch come twice; any other request reaches the server twice. */
  | { readonly kind: 'duplicate' }
  /** A watch begins earlier than it was asked to: old news after newer. */
  | { readonly kind: 'rewind' }
  | { readonly kind: 'refuse'; readonly code: number; readonly reason: string; readonly retryAfterSeconds?: number };

export interface FaultTarget {
  readonly method: string;
  readonly isWatch: boolean;
}

const isWrite = ({ method }: FaultTarget): boolean => method !== 'GET';
const isRead = (target: FaultTarget): boolean => !isWrite(target);
const isWatch = (target: FaultTarget): boolean => target.isWatch;
const isAny = (): boolean => true;

interface FaultMaker {
  readonly applies: (target: FaultTarget) => boolean;
  readonly make: (random: SeededRandom, target: FaultTarget) => Fault;
}

/** Streams live long enough for some news; other answers are cut early, or most would be past their end. */
const bytesOf = (random: SeededRandom, target: FaultTarget): number => random.int(target.isWatch ? 8_000 : 400);

const cut = (kind: 'break' | 'halfClose' | 'truncate'): FaultMaker => ({
  applies: isAny,
  make: (random, target) => ({ kind, afterBytes: bytesOf(random, target) }),
});

const refuse = (code: number, reason: string, applies: FaultMaker['applies'] = isAny): FaultMaker => ({
  applies,
  make: () => ({ kind: 'refuse', code, reason }),
});

const MAKERS = {
  drop: { applies: isAny, make: () => ({ kind: 'drop' }) },
  break: cut('break'),
  halfClose: cut('halfClose'),
  truncate: cut('truncate'),
  loseAnswer: { applies: isAny, make: () => ({ kind: 'loseAnswer' }) },
  delay: { applies: isAny, make: (random) => ({ kind: 'delay', ms: random.int(60) }) },
  duplicate: { applies: isAny, make: () => ({ kind: 'duplicate' }) },
  rewind: { applies: isWatch, make: () => ({ kind: 'rewind' }) },
  conflict: refuse(409, 'Conflict', isWrite),
  expired: refuse(410, 'Expired', isRead),
  throttled: {
    applies: isAny,
    make: (random) => ({
      kind: 'refuse',
      code: 429,
      reason: 'TooManyRequests',
      retryAfterSeconds: random.chance(0.5) ? 1 : undefined,
    }),
  },
  broken: refuse(500, 'InternalError'),
  unavailable: refuse(503, 'ServiceUnavailable'),
} as const satisfies Record<string, FaultMaker>;

export type FaultName = keyof typeof MAKERS;
export const FAULT_NAMES = Object.keys(MAKERS) as readonly FaultName[];

export interface FaultPlanOptions {
  readonly seed: number;
  readonly faults: readonly FaultName[];
  /** Of the requests that it could happen to. */
  readonly probability: number;
  /** After so many the world is well again: only then can its end be judged. */
  readonly budget: number;
}

/** Decides by its seed alone what happens to the first, the second, ... request. */
export class FaultPlan {
  readonly #random: SeededRandom;
  #left: number;

  constructor(private readonly options: FaultPlanOptions) {
    this.#random = new SeededRandom(options.seed);
    this.#left = options.faults.length === 0 ? 0 : options.budget;
  }

  static readonly none = (): FaultPlan => new FaultPlan({ seed: 0, faults: [], probability: 0, budget: 0 });

  /** How many there have been. */
  get injected(): number {
    return this.options.budget - this.#left;
  }

  next(target: FaultTarget): Fault | undefined {
    if (this.#left === 0 || !this.#random.chance(this.options.probability)) return undefined;
    const maker: FaultMaker = MAKERS[this.#random.pick(this.options.faults)];
    if (!maker.applies(target)) return undefined;
    this.#left -= 1;
    return maker.make(this.#random, target);
  }
}
