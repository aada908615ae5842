/** The first complaint about one of several. */
export function firstOf<T>(items: readonly T[], judge: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = judge(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

export const findTwice = (names: readonly string[]): string | undefined =>
  names.find((name, index) => names.indexOf(name) !== index);
