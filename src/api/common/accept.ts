interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

/**
 * How much a client wants to be answered by this type, by its `Accept` (RFC 9110, 12.5.1): 0 is not at all. The range that
 * says most decides; parameters of types are not told apart.
 */
export function preferenceFor(type: string, accept: string | undefined): number {
  const ranges = rangesOf(accept);
  if (ranges.length === 0) return 1;
  const [family] = type.split('/');
  for (const wanted of [type, `${family}/*`, '*/*']) {
    const fitting = ranges.filter((range) => range.type === wanted);
    if (fitting.length > 0) return Math.max(...fitting.map(({ quality }) => quality));
  }
  return 0;
}

/** Whether a client means this type by its name, and no other more than it. */
export function asksFor(type: string, accept: string | undefined, otherwise: string): boolean {
  const named = rangesOf(accept).find((range) => range.type === type);
  return named !== undefined && named.quality > 0 && named.quality >= preferenceFor(otherwise, accept);
}

function rangesOf(accept = ''): MediaRange[] {
  const ranges = accept.split(',').map((range) => range.trim().toLowerCase());
  return ranges.filter((range) => range !== '').map(rangeOf);
}

function rangeOf(range: string): MediaRange {
  const [type, ...parameters] = range.split(';').map((part) => part.trim());
  return { type: type!, quality: qualityOf(parameters) };
}

/** What cannot be read is not said. */
function qualityOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const [, quality] = /^q\s*=\s*((?:0|1)(?:\.\d{0,3})?)$/.exec(parameter) ?? [];
    if (quality !== undefined) return Math.min(Number(quality), 1);
  }
  return 1;
}
