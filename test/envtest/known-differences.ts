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
    why: 'methods other than GET do not read discovery',
    is: ({ each, ours, theirs }) => each.family === 'path' && ours.status === 405 && isSuccess(theirs),
  },
  {
    why: 'no index of paths at /',
    is: ({ each, ours, theirs }) => each.path.startsWith('/?') && ours.status === 404 && isSuccess(theirs),
  },
  {
    why: 'strategic merge patches whose parts make no sense are refused, not carried out in part',
    is: ({ each, ours, theirs }) => contentTypeOf(each).includes('strategic') && isRefusal(ours) && isSuccess(theirs),
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
    is: ({ each, theirs }) => /(resourceVersionMatch=).*\1/.test(each.path) || theirs.text.includes('json parse error'),
  },
  {
    why: 'the version that a YAML document names is not looked at',
    is: ({ theirs }) => theirs.text.includes('incompatible YAML'),
  },
];

/** Why two answers may differ; undefined when they may not. */
export function knownDifference(each: FuzzCase, ours: WireAnswer, theirs: WireAnswer): string | undefined {
  return KNOWN.find(({ is }) => is({ each, ours, theirs }))?.why;
}
