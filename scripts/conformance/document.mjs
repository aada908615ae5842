import { readFile, writeFile } from 'node:fs/promises';

const FILE = 'docs/conformance.md';
const VERSION = /\bv\d+\.\d+[\w.+-]*\w/g;

/**
 * Puts the text into the part of the document that the command owns. With `check` nothing is written, and it throws where
 * the text tells of something else than the document; versions may differ, since each machine has its own.
 */
export async function writePart(command, text, { check }) {
  const before = await readFile(FILE, 'utf8');
  if (!partOf(command).test(before)) throw new Error(`${FILE} has no part that ${command} may write`);
  const after = before.replace(partOf(command), (_, begin, end) => `${begin}\n\n${text}\n\n${end}`);
  if (before === after) return;
  if (!check) return writeFile(FILE, after);
  if (before.replaceAll(VERSION, '') !== after.replaceAll(VERSION, ''))
    throw new Error(`${FILE} tells other counts: run ${command}, and commit what it writes`);
}

const partOf = (command) => new RegExp(`(<!-- begin ${command} -->)[^]*?(<!-- end ${command} -->)`);
