/** Keys in the order they came, each at most once; any may be taken out of the middle. Every step is cheap. */
export class Fifo {
  private readonly addedAtMs = new Map<string, { atMs: number; ticket: number }>();
  private order: { key: string; ticket: number }[] = [];
  private head = 0;
  private tickets = 0;

  get size(): number {
    return this.addedAtMs.size;
  }

  push(key: string, atMs: number): void {
    if (this.addedAtMs.has(key)) return;
    this.tickets += 1;
    this.addedAtMs.set(key, { atMs, ticket: this.tickets });
    this.order.push({ key, ticket: this.tickets });
  }

  /** When the key came; undefined when it is not here. */
  remove(key: string): number | undefined {
    const entry = this.addedAtMs.get(key);
    this.addedAtMs.delete(key);
    return entry?.atMs;
  }

  has(key: string): boolean {
    return this.addedAtMs.has(key);
  }

  /** The one that waits longest, and since when. */
  peek(): { key: string; atMs: number } | undefined {
    this.skipRemoved();
    const first = this.order[this.head];
    return first && { key: first.key, atMs: this.addedAtMs.get(first.key)!.atMs };
  }

  private skipRemoved(): void {
    while (this.head < this.order.length && this.isRemoved(this.order[this.head]!)) this.head += 1;
    // Half of the list is history: let go of it.
    if (this.head <= this.order.length / 2) return;
    this.order = this.order.slice(this.head);
    this.head = 0;
  }

  private isRemoved({ key, ticket }: { key: string; ticket: number }): boolean {
    return this.addedAtMs.get(key)?.ticket !== ticket;
  }
}
