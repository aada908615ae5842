import { CelBudgetError } from './cel-error.js';

/** What one evaluation may cost, in units of roughly one step; it bounds the time a rule can take. */
export class Budget {
  constructor(private remaining: number) {}

  get left(): number {
    return this.remaining;
  }

  /** @throws CelBudgetError once more is asked for than is left. */
  spend(units: number): void {
    this.remaining -= units;
    if (this.remaining < 0) throw new CelBudgetError('operation cancelled: actual cost limit exceeded');
  }
}

/** Kubernetes' own limits: for one call of one rule, and for all the rules of one object. */
export const CALL_BUDGET = 1_000_000;
export const OBJECT_BUDGET = 10_000_000;
