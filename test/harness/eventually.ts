const STEP_MS = 10;

/**
 * Resolves with what `probe` answers once it satisfies `accept`; rejects with the last answer when it never does.
 * A deadline, not a delay: it costs a passing test nothing.
 */
export async function eventually<T>(
  probe: () => Promise<T> | T,
  accept: (value: T) => boolean,
  timeoutMs = 45_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (accept(value)) return value;
    if (performance.now() > deadline)
      throw new Error(`not so after ${timeoutMs} ms: ${JSON.stringify(value)?.slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
