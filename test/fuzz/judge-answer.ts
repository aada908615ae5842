import type { FuzzCase } from './fuzz-case.js';
import type { WireAnswer } from './wire.js';

/** Parts of a cluster that the embedded server says it does not offer. */
const NOT_IMPLEMENTED = 501;

/** What is wrong with an answer, whatever was asked; undefined when nothing is. */
export function complaintAbout(
  { method, path }: FuzzCase,
  { status, contentType, text }: WireAnswer,
): string | undefined {
  if (status >= 500 && status !== NOT_IMPLEMENTED) return `status ${status}: ${text.slice(0, 300)}`;
  if (method === 'HEAD' || text === '') return status >= 400 && method !== 'HEAD' ? 'an empty failure' : undefined;
  if (path.startsWith('/healthz') && !contentType.startsWith('application/json')) return undefined;
  if (!contentType.startsWith('application/json')) return `content type ${contentType}`;
  return complaintAboutJson(status, text);
}

function complaintAboutJson(status: number, text: string): string | undefined {
  try {
    // A watch answers with a line for each event.
    const values = status === 200 ? text.trim().split('\n').map(parse) : [parse(text)];
    return status >= 400 ? complaintAboutStatus(status, values[0]) : undefined;
  } catch {
    return `not JSON: ${text.slice(0, 200)}`;
  }
}

const parse = (text: string): unknown => JSON.parse(text);

function complaintAboutStatus(code: number, value: unknown): string | undefined {
  const { kind, apiVersion, status, message, reason, ...rest } = value as Record<string, unknown>;
  const isWellFormed =
    kind === 'Status' &&
    apiVersion === 'v1' &&
    status === 'Failure' &&
    typeof message === 'string' &&
    message !== '' &&
    typeof reason === 'string' &&
    rest['code'] === code;
  return isWellFormed ? undefined : `not a Status: ${JSON.stringify(value).slice(0, 300)}`;
}
