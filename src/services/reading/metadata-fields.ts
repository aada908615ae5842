import {
  matchesLabels,
  parseLabelSelector,
  SelectorSyntaxError,
  type KubeObject,
  type LabelRequirement,
} from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import { anyOf, type FilterField } from './filter-field.js';
import type { SortField } from './order.js';

const prefix: FilterField<KubeObject, string> = {
  description: 'How the name begins.',
  schema: { type: 'string', minLength: 1, maxLength: 63 },
  test:
    (wanted) =>
    ({ metadata }) =>
      metadata.name.startsWith(wanted),
};

const labelSelector: FilterField<KubeObject, string> = {
  description: 'Labels, as Kubernetes writes it: `tier=gold,team in (a, b)`.',
  schema: { type: 'string', maxLength: 1024 },
  test: (text, pointer) => {
    const requirements = readLabelSelector(text, pointer);
    return ({ metadata }) => matchesLabels(requirements, metadata.labels);
  },
};

/** By the time of creation, beside a moment. */
const created = (
  description: string,
  isWanted: (ms: number, bound: number) => boolean,
): FilterField<KubeObject, string> => ({
  description,
  schema: { type: 'string', format: 'date-time', maxLength: 64 },
  test: (moment) => {
    const bound = Date.parse(moment);
    return (object) => isWanted(createdMs(object), bound);
  },
});

/** What objects of every kind can be told apart by. */
export const METADATA_FILTERS = {
  name: anyOf<KubeObject>('Names.', ({ metadata }) => metadata.name),
  q: prefix,
  labelSelector,
  createdAfter: created('Made after this moment.', (ms, bound) => ms > bound),
  createdBefore: created('Made before this moment.', (ms, bound) => ms < bound),
};

/** Text is compared, not numbers: all have as many digits. */
const DIGITS = 13;

/** What objects of every kind can be sorted by. */
export const METADATA_SORTS = {
  namespace: { description: 'namespace', textOf: ({ metadata }) => metadata.namespace ?? '' },
  name: { description: 'name', textOf: ({ metadata }) => metadata.name },
  creationTimestamp: {
    description: 'time of creation',
    textOf: (object) => String(createdMs(object)).padStart(DIGITS, '0'),
  },
} as const satisfies Record<string, SortField<KubeObject>>;

const createdMs = ({ metadata }: KubeObject): number => Date.parse(metadata.creationTimestamp ?? '') || 0;

function readLabelSelector(text: string, pointer: string): readonly LabelRequirement[] {
  try {
    return parseLabelSelector(text);
  } catch (error) {
    if (!(error instanceof SelectorSyntaxError)) throw error;
    const hint =
      'Write requirements separated by commas: `tier=gold`, `tier!=gold`, `tier in (a, b)`, `tier`, `!tier`.';
    const fields = [{ pointer, code: 'invalid' as const, message: error.message, rejected: text, hint }];
    throw new ProblemError('malformed_request', `${pointer}: ${error.message}.`, { fields });
  }
}
