/** MongoDB's own measure of time, as PBM writes it in JSON: a second, and the number of the operation in it. */
export interface Timestamp {
  readonly T: number;
  readonly I: number;
}

/** Operations of the sandbox are counted by the millisecond, from one. */
export function timestampOf(time: string): Timestamp {
  const ms = Date.parse(time);
  return { T: Math.floor(ms / 1000), I: (ms % 1000) + 1 };
}

export const timeOf = ({ T, I }: Timestamp): string => new Date(T * 1000 + Math.max(0, I - 1)).toISOString();

export const isAfter = (a: Timestamp, b: Timestamp): boolean => a.T > b.T || (a.T === b.T && a.I > b.I);
