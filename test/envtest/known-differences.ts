import type { FuzzCase } from '../fuzz/fuzz-case.js';
import { FUZZ_GROUP } from '../fuzz/seed-objects.js';
import type { WireAnswer } from '../fuzz/wire.js';

interface Answers {
  readonly each: FuzzCase;
  readonly ours: WireAnswer;
  readonly theirs: WireAnswer;
}

interface KnownDifference {
  readonly why: string;
  readonly is: (answers: Answers) => boolean;
}

const isSuccess = ({ status }: WireAnswer): boolean => status >= 200 && status < 300;
const isRefusal = ({ status }: WireAnswer): boolean => status >= 400 && status < 500;
const isAboutBuiltInKind = ({ path }: FuzzCase): boolean => !path.includes(FUZZ_GROUP);
const contentTypeOf = ({ headers }: FuzzCase): string => headers['content-type'] ?? '';

/** Where the embedded server puts up with what the real one refuses. There is no other place where it may. */
const MILDER: readonly KnownDifference[] = [
  {
    why: 'no account is mounted into pods, so that a patch of their containers has nothing to take away',
    is: ({ each, theirs }) => each.path.includes('/pods/') && theirs.text.includes('pod updates may not change'),
  },
  {
    why: 'a key that is given twice: the last of them counts, whatever the first one was',
    is: ({ each }) => /^\{"(\w+)":(?:[^{]|\{\}).*"\1":/s.test(String(each.body)),
  },
  {
    why: 'parameters of Accept that no client sends are not looked at',
    is: ({ each, theirs }) => 'accept' in each.headers && theirs.status === 406,
  },
  {
    why: 'discovery and health answer HEAD, and health has no parts of its own',
    is: ({ each }) => each.family === 'path' && (each.method === 'HEAD' || each.path.startsWith('/healthz/')),
  },
];

/** Where it refuses, in the same or in another way. Each is on purpose, and in its README where that may concern users. */
const STRICTER: readonly KnownDifference[] = [
  {
    why: 'a fault of the real server, which answers 500 or breaks off',
    is: ({ theirs }) => theirs.status >= 500 || theirs.status === 0,
  },
  {
    why: 'discovery is read, and not written to',
    is: ({ each, ours, theirs }) => each.family === 'path' && ours.status === 405 && isSuccess(theirs),
  },
  {
    why: 'health has no parts of its own',
    is: ({ each, ours }) => each.path.startsWith('/healthz/') && ours.status === 404,
  },
  {
    why: 'OpenAPI describes what is served, and not discovery itself',
    is: ({ each, ours }) => each.path.startsWith('/openapi/v3/') && ours.status === 404,
  },
  {
    why: 'no index of paths at /',
    is: ({ each, ours, theirs }) => /^\/+\?/.test(each.path) && ours.status === 404 && isSuccess(theirs),
  },
  {
    why: 'strategic merge patches whose parts make no sense are refused, not carried out in part',
    is: ({ each }) => contentTypeOf(each).includes('strategic') && isAboutBuiltInKind(each),
  },
  {
    why: 'selector terms without a field are refused',
    is: ({ each, ours, theirs }) => each.path.includes('fieldSelector') && ours.status === 400 && isSuccess(theirs),
  },
  {
    why: 'answers are JSON: no YAML, no protobuf; parameters of Accept are not looked at',
    is: ({ each, ours, theirs }) => 'accept' in each.headers && [ours.status, theirs.status].includes(406),
  },
  {
    why: 'texts that are neither JSON nor YAML, which the reader of the real server puts up with',
    is: ({ ours, theirs }) => ours.text.includes('invalid YAML') && isSuccess(theirs),
  },
  {
    why: 'a parameter that is given twice: which of them counts',
    is: ({ each }) => /(resourceVersionMatch=).*\1/.test(each.path),
  },
  {
    why: 'slashes in disguise and dots do not lead anywhere',
    is: ({ each, ours }) => each.family === 'path' && /%2F|%2e|\.\./.test(each.path) && ours.status === 404,
  },
  {
    why: 'JSON patches are held to RFC 6902: an addition has a value, what is replaced is there, a patch is a list',
    is: ({ each, ours, theirs }) => contentTypeOf(each).includes('json-patch') && isRefusal(ours) && isSuccess(theirs),
  },
  {
    why: 'nulls and lists of numbers in place of texts and bytes are refused',
    is: ({ ours, theirs }) => /null|array into field \S+ of type bytes/.test(ours.text) && isSuccess(theirs),
  },
  {
    why: 'applied items without the keys of their list, or with the same, are refused',
    is: ({ ours, theirs }) => /lacks the keys of its list|duplicate entries for/.test(ours.text) && isSuccess(theirs),
  },
  {
    why: 'quantities with more than thirty zeros are none',
    is: ({ ours, theirs }) => ours.text.includes('of type quantity') && isSuccess(theirs),
  },
  {
    why: 'nesting: 512 levels here, 10 000 there',
    is: ({ ours, theirs }) => ours.text.includes('nested deeper') && isSuccess(theirs),
  },
  {
    why: 'fields and kinds that reviews and options of a delete do not have are refused',
    is: ({ each, ours, theirs }) => ['review', 'delete'].includes(each.family) && isRefusal(ours) && isSuccess(theirs),
  },
  {
    why: 'the past is forgotten sooner',
    is: ({ ours, theirs }) => ours.status === 410 && isSuccess(theirs),
  },
];

/** Why two answers may differ; undefined when they may not. */
export function knownDifference(each: FuzzCase, ours: WireAnswer, theirs: WireAnswer): string | undefined {
  const known = isSuccess(ours) && isRefusal(theirs) ? MILDER : STRICTER;
  return known.find(({ is }) => is({ each, ours, theirs }))?.why;
}
