import { windowOf, type RecoverySegment } from './recovery-window.js';

/** For the sentence that refuses a moment: all that could be asked for instead. */
export function describeWindow(segments: readonly RecoverySegment[]): string {
  const window = windowOf(segments);
  if (!window) return 'there is no backup to begin with';
  const gaps = (window.gaps ?? []).map(({ from, to }) => `, but not between ${from} and ${to}`).join('');
  return `possible is from ${window.earliest} to ${window.latest ?? 'a few minutes ago'}${gaps}`;
}
