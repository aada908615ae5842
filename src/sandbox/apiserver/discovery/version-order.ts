const KUBE_VERSION = /^v(\d{1,9})(?:(alpha|beta)(\d{1,9}))?$/;

const STABILITY: Readonly<Record<string, number>> = { alpha: 1, beta: 2, stable: 3 };

interface ParsedVersion {
  readonly stability: number;
  readonly major: number;
  readonly minor: number;
}

function parseVersion(version: string): ParsedVersion | undefined {
  const match = KUBE_VERSION.exec(version);
  if (!match) return undefined;
  return { stability: STABILITY[match[2] ?? 'stable']!, major: Number(match[1]), minor: Number(match[3] ?? 0) };
}

/** Sorts preferred versions first: stable, beta, alpha, each newest first; other names follow in alphabetical order. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  if (!left || !right) return Number(Boolean(right)) - Number(Boolean(left)) || (a < b ? -1 : Number(a > b));
  return right.stability - left.stability || right.major - left.major || right.minor - left.minor;
}
