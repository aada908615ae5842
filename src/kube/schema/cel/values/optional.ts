import { CelEvaluationError } from '../cel-error.js';
import type { CelObject, CelValue } from './cel-value.js';

export class CelOptional implements CelObject {
  readonly kind = 'optional';

  private constructor(private readonly content: CelValue | undefined) {}

  static readonly none = new CelOptional(undefined);

  static of(value: CelValue | undefined): CelOptional {
    return value === undefined ? CelOptional.none : new CelOptional(value);
  }

  get hasValue(): boolean {
    return this.content !== undefined;
  }

  get value(): CelValue {
    if (this.content === undefined) throw new CelEvaluationError('optional.none() dereference');
    return this.content;
  }
}
