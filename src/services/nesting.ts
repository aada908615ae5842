/** No resource of ours is a tenth as deep; what is deeper is an attack on whatever walks it. */
const MAX_DEPTH = 64;

/** Looks level by level, without recursion: the very thing that it guards against must not overflow it. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap(membersOf);
  }
  return false;
}

function membersOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [];
}
