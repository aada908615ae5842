interface Route {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** Which methods each path has, learnt as the routes are made. */
export class RouteTable {
  readonly #routes: Route[] = [];

  add(url: string, methods: string | readonly string[]): void {
    this.#routes.push({ pattern: patternOf(url), methods: [methods].flat() });
  }

  /** Of a path without its query, in the order of the alphabet; none for a path that is not served. */
  methodsAt(path: string): string[] {
    const found = this.#routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  }
}

/** `/clusters/:name`; a star stands for whatever follows. */
function patternOf(url: string): RegExp {
  const steps = url.split('/').map((step) => {
    if (step === '*') return '.*';
    return step.startsWith(':') ? '[^/]+' : step.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${steps.join('/')}$`);
}
