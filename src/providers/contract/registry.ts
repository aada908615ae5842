import type { Provider } from './provider.js';

/** The engines that their Nest modules contribute. Lookup never throws: an unknown engine is the user's mistake to hear of. */
export class ProviderRegistry {
  readonly #byEngine: ReadonlyMap<string, Provider>;

  constructor(providers: readonly Provider[]) {
    this.#byEngine = new Map(providers.map((provider) => [provider.engine, provider]));
  }

  find(engine: string): Provider | undefined {
    return this.#byEngine.get(engine);
  }

  all(): readonly Provider[] {
    return [...this.#byEngine.values()];
  }

  engines(): readonly string[] {
    return [...this.#byEngine.keys()];
  }
}
