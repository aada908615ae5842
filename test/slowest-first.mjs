import path from 'node:path';
import TestSequencer from '@jest/test-sequencer';

/** Whole products live in these folders, each for seconds; all others are done in less. */
const SLOWEST = ['test/integration/', 'test/conformance/engines/', 'test/e2e/', 'test/'];

/** On a machine that has run nothing yet, too: what takes long is begun first, and what is short fills the end. */
export default class SlowestFirst extends TestSequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ context, path: file }) {
  const relative = path.relative(context.config.rootDir, file);
  const rank = SLOWEST.findIndex((folder) => relative.startsWith(folder));
  return rank < 0 ? SLOWEST.length : rank;
}
