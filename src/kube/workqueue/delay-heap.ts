interface Entry {
  readonly key: string;
  dueMs: number;
}

/** Keys by the time they are due, each once: a binary heap that knows where each key is, so any can leave. */
export class DelayHeap {
  private readonly entries: Entry[] = [];
  private readonly positions = new Map<string, number>();

  get size(): number {
    return this.entries.length;
  }

  /** The time of the first; undefined when empty. */
  get nextDueMs(): number | undefined {
    return this.entries[0]?.dueMs;
  }

  /** Keeps the earlier time when the key is here already. */
  push(key: string, dueMs: number): void {
    const position = this.positions.get(key);
    if (position === undefined) {
      this.place({ key, dueMs }, this.entries.length);
      this.rise(this.entries.length - 1);
    } else if (dueMs < this.entries[position]!.dueMs) {
      this.entries[position]!.dueMs = dueMs;
      this.rise(position);
    }
  }

  remove(key: string): void {
    const position = this.positions.get(key);
    if (position === undefined) return;
    this.positions.delete(key);
    const last = this.entries.pop()!;
    if (position === this.entries.length) return;
    this.place(last, position);
    this.rise(position);
    this.sink(this.positions.get(last.key)!);
  }

  /** Takes the first if it is due. */
  popDue(nowMs: number): string | undefined {
    const first = this.entries[0];
    if (!first || first.dueMs > nowMs) return undefined;
    this.remove(first.key);
    return first.key;
  }

  private place(entry: Entry, position: number): void {
    this.entries[position] = entry;
    this.positions.set(entry.key, position);
  }

  private rise(position: number): void {
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!this.isBefore(position, parent)) return;
      this.swap(position, parent);
      position = parent;
    }
  }

  private sink(position: number): void {
    for (;;) {
      const child = this.earlierChild(position);
      if (child === undefined || !this.isBefore(child, position)) return;
      this.swap(position, child);
      position = child;
    }
  }

  private earlierChild(position: number): number | undefined {
    const [left, right] = [2 * position + 1, 2 * position + 2];
    if (left >= this.entries.length) return undefined;
    return right < this.entries.length && this.isBefore(right, left) ? right : left;
  }

  private isBefore(a: number, b: number): boolean {
    return this.entries[a]!.dueMs < this.entries[b]!.dueMs;
  }

  private swap(a: number, b: number): void {
    const [first, second] = [this.entries[a]!, this.entries[b]!];
    this.place(second, a);
    this.place(first, b);
  }
}
