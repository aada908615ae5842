interface Range {
  readonly min: number;
  readonly max: number;
}

/** 2^63 and 2^64 are exact as doubles where the limits below them are not, hence the strict comparison for the maxima. */
const RANGES: ReadonlyMap<string, Range> = new Map([
  ['int32', { min: -(2 ** 31), max: 2 ** 31 }],
  ['int64', { min: -(2 ** 63), max: 2 ** 63 }],
  ['uint32', { min: 0, max: 2 ** 32 }],
  ['uint64', { min: 0, max: 2 ** 64 }],
]);

/** The range check of a numeric format; undefined where the format says nothing a double does not already say. */
export function numberFormat(name: string): ((value: number) => boolean) | undefined {
  const range = RANGES.get(name);
  return range && ((value) => value >= range.min && value < range.max);
}
