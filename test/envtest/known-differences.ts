import type { FuzzCase } from '../fuzz/fuzz-case.js';
import type { WireAnswer } from '../fuzz/wire.js';

interface KnownDifference {
  /** Why the embedded server is as it is. */
  readonly why: string;
  readonly is: (each: FuzzCase, ours: WireAnswer, theirs: WireAnswer) => boolean;
}

const KNOWN: readonly KnownDifference[] = [
  {
    why: 'a fault of the real server: the embedded one blames the request',
    is: (_each, ours, theirs) => theirs.status >= 500 && ours.status >= 400 && ours.status < 500,
  },
];

/** Why two answers may differ; undefined when they may not. */
export function knownDifference(each: FuzzCase, ours: WireAnswer, theirs: WireAnswer): string | undefined {
  return KNOWN.find(({ is }) => is(each, ours, theirs))?.why;
}
