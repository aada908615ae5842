/**
 * A stream that ends when its reader leaves. A generator that waits for something to happen notices `return()` only
 * when it has happened, which may be never: the signal wakes it.
 */
export function cancellable<T>(open: (signal: AbortSignal) => AsyncGenerator<T>): AsyncIterableIterator<T> {
  const controller = new AbortController();
  const source = open(controller.signal);
  return {
    next: () => source.next(),
    return: (value?: unknown) => {
      controller.abort();
      return source.return(value);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
