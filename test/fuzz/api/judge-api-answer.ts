import type { FuzzCase } from '../fuzz-case.js';
import type { RawAnswer } from './api-wire.js';

/** What only somebody who reads our source or our machine's disk could make use of. */
const INTERNAL =
  /\n\s+at |node_modules|\/(src|dist)\/|\.[jt]s:\d|TypeError|RangeError|ReferenceError|SyntaxError|Cannot read propert|is not a function|is not iterable|\[object Object\]|Internal Server Error/;
/** Far more than the largest body takes, even on a busy machine. */
const MAX_MS = 8_000;
const PROBLEM_JSON = 'application/problem+json';

/** What is wrong with an answer of the product, whatever was asked; undefined when nothing is. */
export function complaintAbout({ method, path }: FuzzCase, answer: RawAnswer): string | undefined {
  const { status, headers, text, ms } = answer;
  if (status >= 500) return `status ${status}: ${text.slice(0, 300)}`;
  if (ms > MAX_MS) return `took ${Math.round(ms)} ms`;
  const leak = INTERNAL.exec(text);
  if (leak) return `tells ${JSON.stringify(leak[0])}: ${text.slice(Math.max(0, leak.index - 100), leak.index + 200)}`;
  if (headers['x-injected'] !== undefined) return 'has a header that the caller made up';
  if (path.startsWith('/graphql')) return complaintAboutErrors(answer);
  return status >= 400 && method !== 'HEAD' ? complaintAboutProblem(answer) : undefined;
}

function complaintAboutProblem({ status, headers, text }: RawAnswer): string | undefined {
  if (!headers['content-type']?.startsWith(PROBLEM_JSON)) return `content type ${headers['content-type']}: ${text}`;
  const problem = JSON.parse(text) as Record<string, unknown>;
  const isWhole = ['type', 'title', 'code', 'requestId'].every((field) => typeof problem[field] === 'string');
  return isWhole && problem['status'] === status ? undefined : `not a whole problem: ${text.slice(0, 300)}`;
}

interface GraphQlAnswer {
  readonly errors?: readonly { readonly extensions?: { readonly code?: string; readonly status?: number } }[];
}

/** Of GraphQL, a failure of ours is told by an error, whatever the status of HTTP is. */
function complaintAboutErrors(answer: RawAnswer): string | undefined {
  const errors = resultsIn(answer).flatMap((result) => result?.errors ?? []);
  const failed = errors.find(({ extensions }) => (extensions?.status ?? 0) >= 500);
  return failed && `a failure of ours: ${JSON.stringify(failed).slice(0, 300)}`;
}

/** One, those of a batch, or those of the events of a stream. */
function resultsIn({ headers, text }: RawAnswer): (GraphQlAnswer | null)[] {
  if (!headers['content-type']?.startsWith('text/event-stream')) return [JSON.parse(text) as GraphQlAnswer].flat();
  const data = Array.from(text.matchAll(/^data: (.+)$/gm), ([, json]) => json!);
  return data.map((json) => JSON.parse(json) as GraphQlAnswer | null);
}
