import { readFile, writeFile } from 'node:fs/promises';

export const FILE = 'docs/conformance.md';
const VERSION = /\bv\d+\.\d+[\w.+-]*\w/g;

/**
 * Puts the text into the part of the document that the command owns. With `check` nothing is written. False where the
 * text should have been there and tells of something else; versions may differ, since each machine has its own.
 */
export async function writePart(command, text, { check }) {
  const before = await readFile(FILE, 'utf8');
  if (!partOf(command).test(before)) throw new Error(`${FILE} has no part that ${command} may write`);
  const after = before.replace(partOf(command), (_, begin, end) => `${begin}\n\n${text}\n\n${end}`);
  if (check) return before.replaceAll(VERSION, '') === after.replaceAll(VERSION, '');
  await writeFile(FILE, after);
  return true;
}

const partOf = (command) => new RegExp(`(<!-- begin ${command} -->)[^]*?(<!-- end ${command} -->)`);
