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

/** Each is on purpose, and in the README of the embedded server where it may concern its users. */
const KNOWN: readonly KnownDifference[] = [
  {
    why: 'a fault of the real server, which answers 500 or breaks off',
    is: ({ theirs }) => theirs.status >= 500 || theirs.status === 0,
  },
  {
    why: 'built-in kinds: only the rules that matter to this product are checked',
    is: ({ each, ours, theirs }) => isAboutBuiltInKind(each) && isSuccess(ours) && [409, 422].includes(theirs.status),
  },
  {
    why: 'discovery is read by GET and HEAD alone, and health has no parts of its own',
    is: ({ each, ours, theirs }) =>
      each.family === 'path' &&
      ((ours.status === 405 && isSuccess(theirs)) ||
        (each.method === 'HEAD' && theirs.status === 405) ||
        each.path.startsWith('/healthz/')),
  },
  {
    why: 'OpenAPI describes what is served, and not discovery itself',
    is: ({ each, ours }) => each.path.startsWith('/openapi/v3/apis') && ours.status === 404,
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
    why: 'a parameter or a key that is given twice: which of them counts',
    is: ({ each, theirs }) =>
      /(resourceVersionMatch=).*\1/.test(each.path) ||
      theirs.text.includes('json parse error') ||
      /^\{"(\w+)":[^{].*"\1":/s.test(String(each.body)),
  },
  {
    why: 'YAML: its version is not looked at, and documents after the first are refused',
    is: ({ ours, theirs }) => theirs.text.includes('incompatible YAML') || ours.text.includes('multiple documents'),
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
    why: 'nesting: 512 levels here, 10 000 there',
    is: ({ ours, theirs }) => ours.text.includes('nested deeper') && isSuccess(theirs),
  },
  {
    why: 'fields and kinds that reviews and options of a delete do not have are refused',
    is: ({ each, ours, theirs }) => ['review', 'delete'].includes(each.family) && isRefusal(ours) && isSuccess(theirs),
  },
  {
    why: 'a patched or applied object need not repeat what it is where the URL says it',
    is: ({ each, theirs }) => each.method === 'PATCH' && theirs.text.includes('undeterminable'),
  },
  {
    why: 'the past is forgotten sooner',
    is: ({ ours, theirs }) => ours.status === 410 && isSuccess(theirs),
  },
];

/** Why two answers may differ; undefined when they may not. */
export function knownDifference(each: FuzzCase, ours: WireAnswer, theirs: WireAnswer): string | undefined {
  return KNOWN.find(({ is }) => is({ each, ours, theirs }))?.why;
}
