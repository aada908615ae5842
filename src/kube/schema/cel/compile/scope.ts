import type { CelType } from '../cel-type.js';

export interface Variable {
  readonly name: string;
  readonly type: CelType;
}

interface Slot {
  readonly index: number;
  readonly type: CelType;
}

/** The variables an expression can see at one place. Inner scopes hide outer names and use later slots. */
export class Scope {
  private constructor(
    private readonly slots: ReadonlyMap<string, Slot>,
    private readonly size: number,
    /** Variables of the outermost scope that the expression mentions. */
    readonly mentioned: Set<string>,
  ) {}

  static of(variables: readonly Variable[]): Scope {
    return new Scope(new Map(), 0, new Set()).declare(variables);
  }

  declare(variables: readonly Variable[]): Scope {
    const slots = new Map(this.slots);
    variables.forEach(({ name, type }, index) => slots.set(name, { index: this.size + index, type }));
    return new Scope(slots, this.size + variables.length, this.mentioned);
  }

  has(name: string): boolean {
    return this.slots.has(name);
  }

  lookup(name: string): Slot | undefined {
    const slot = this.slots.get(name);
    if (slot) this.mentioned.add(name);
    return slot;
  }

  /** The slot that the next declared variable will get. */
  get nextSlot(): number {
    return this.size;
  }
}
