export type WithoutNulls<T> = { [K in keyof T]: Exclude<T[K], null> };

/** GraphQL's null and absence both mean "any". */
export function withoutNulls<T extends object>(input: T | null | undefined): WithoutNulls<T> {
  const given = Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given) as WithoutNulls<T>;
}
