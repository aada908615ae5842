/** Segments of 16 MB, 256 to a log file: the file of segment 1 is 000000010000000000000001. */
const SEGMENTS_PER_LOG = 256;

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');

export const walName = (timeline: number, segment: number): string =>
  hex(timeline) + hex(Math.floor(segment / SEGMENTS_PER_LOG)) + hex(segment % SEGMENTS_PER_LOG);

export const historyName = (timeline: number): string => `${hex(timeline)}.history`;

/** Where a segment begins, as PostgreSQL writes a position. */
export const lsnOf = (segment: number, offset: number): string => {
  const position = BigInt(segment) * 0x1_00_00_00n + BigInt(offset);
  return `${(position >> 32n).toString(16).toUpperCase()}/${(position & 0xff_ff_ff_ffn).toString(16).toUpperCase()}`;
};

/** undefined for what is no segment: a history file, something else's. */
export function parseWalName(name: string): { timeline: number; segment: number } | undefined {
  const [, timeline, log, rest] = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/.exec(name) ?? [];
  if (!timeline || !log || !rest) return undefined;
  return { timeline: parseInt(timeline, 16), segment: parseInt(log, 16) * SEGMENTS_PER_LOG + parseInt(rest, 16) };
}
