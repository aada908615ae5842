/** A map that forgets what was not used for longest, so that it never outgrows its bound. */
export class LruMap<V> {
  private readonly entries = new Map<string, V>();

  constructor(private readonly maxSize: number) {}

  get(key: string): V | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size <= this.maxSize) return;
    const [oldest] = this.entries.keys();
    this.entries.delete(oldest!);
  }
}
