import { parseDocument, visit, type Document } from 'yaml';
import { ProblemError } from '../../domain/problem.js';

/** More than any manifest: YAML is read a hundred times as slowly as JSON, and meanwhile nobody else is answered. */
export const MAX_YAML_BYTES = 64 * 1024;
/** An alias is a few letters, and stands for as much as one likes. */
const MAX_ALIASES = 100;

/**
 * JSON text of one document of YAML, which is as JSON has it: keys are text, numbers are finite, nothing is tagged, and no
 * key comes twice.
 * @throws ProblemError `malformed_request`, `payload_too_large`
 */
export function jsonOfYaml(text: string): string {
  if (Buffer.byteLength(text) > MAX_YAML_BYTES) throw tooLarge();
  const json = written(text);
  if (json.length > MAX_YAML_BYTES) throw tooLarge();
  return json;
}

function written(text: string): string {
  try {
    // Its own search for keys that come twice takes the square of their number.
    const document = parseDocument(text, { stringKeys: true, prettyErrors: false, uniqueKeys: false });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    refuseRepeatedKeys(document);
    return JSON.stringify(document.toJS({ maxAliasCount: MAX_ALIASES }), finite) ?? 'null';
  } catch (error) {
    // Its own words may quote what is in the body; how deep it nests shows as an overflow.
    const { code = 'too much of it' } = error as { code?: string };
    throw new ProblemError('malformed_request', `The body is no YAML that can be read: ${code}.`, { cause: error });
  }
}

function refuseRepeatedKeys(document: Document): void {
  visit(document, {
    Map: (_key, { items }) => {
      const keys = new Set(items.map(({ key }) => String(key)));
      if (keys.size < items.length) throw unreadable('DUPLICATE_KEY');
    },
  });
}

function finite(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw unreadable('NOT_FINITE');
  }
  return value;
}

const unreadable = (code: string): Error => Object.assign(new Error(code), { code });

function tooLarge(): ProblemError {
  const detail = `YAML may have up to ${MAX_YAML_BYTES / 1024} KiB, also once its aliases are written out: send JSON.`;
  return new ProblemError('payload_too_large', detail);
}
