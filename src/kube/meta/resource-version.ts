const DECIMAL = /^\d+$/;

/**
 * True when `seen` is at least as new as `wanted`, both of one resource type. Versions are decimal numbers on every
 * server that we know; of any other form only equality can be told.
 */
export function hasReached(seen: string | undefined, wanted: string): boolean {
  if (seen === undefined) return false;
  if (seen === wanted) return true;
  if (!DECIMAL.test(seen) || !DECIMAL.test(wanted)) return false;
  return seen.length === wanted.length ? seen > wanted : seen.length > wanted.length;
}
