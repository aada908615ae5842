import type { CelObject } from './cel-value.js';
import { CelOptional } from './optional.js';

/** What `format.<name>()` answers: a named rule for texts. */
export class CelFormat implements CelObject {
  readonly kind = 'format';

  constructor(
    readonly name: string,
    private readonly accepts: (text: string) => boolean,
  ) {}

  /** The complaints, or none. */
  validate(text: string): CelOptional {
    return this.accepts(text) ? CelOptional.none : CelOptional.of([`must be a valid ${this.name}`]);
  }

  toString(): string {
    return this.name;
  }
}
