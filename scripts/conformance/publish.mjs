import process from 'node:process';
import { countByArea, countTable, differences } from './counts.mjs';
import { FILE, writePart } from './document.mjs';

/** Ours, and the rest for Jest: with any of those the run is a part, of which nothing is published. */
export function readArguments() {
  const args = process.argv.slice(2);
  return { check: args.includes('--check'), jestArgs: args.filter((arg) => arg !== '--check') };
}

/**
 * Holds the counts of a suite on both servers against each other, and puts them into the document; with the exit code.
 * `frame` makes the text around the table.
 */
export async function publish({ command, suite, real, embedded, frame, check }) {
  const [onReal, onEmbedded] = [countByArea(real, suite), countByArea(embedded, suite)];
  const found = differences(onReal, onEmbedded);
  for (const difference of found) console.error(difference);
  if (found.length > 0) return 1;
  if (await writePart(command, frame(countTable(onReal, onEmbedded)), { check })) return 0;
  console.error(`${FILE} tells other counts: run ${command}, and commit what it writes`);
  return 1;
}
