/** Why this process is not ready to serve; undefined when it is. */
export type ReadinessCheck = () => string | undefined | Promise<string | undefined>;

export interface ReadinessReport {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** What must hold before traffic is sent here. Parts add their checks; a process that stops says no to everything. */
export class Readiness {
  readonly #checks = new Map<string, ReadinessCheck>();
  #stopping = false;

  add(name: string, check: ReadinessCheck): void {
    this.#checks.set(name, check);
  }

  stop(): void {
    this.#stopping = true;
  }

  async report(): Promise<ReadinessReport> {
    if (this.#stopping) return { ready: false, checks: { process: 'stopping' } };
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, (await check()) ?? 'ok'] as const),
    );
    return { ready: results.every(([, result]) => result === 'ok'), checks: Object.fromEntries(results) };
  }
}
