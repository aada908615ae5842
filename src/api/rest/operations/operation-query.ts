import {
  OPERATION_PHASES,
  OPERATION_TYPES,
  type OperationPhase,
  type OperationType,
} from '../../../resources/ops-request/index.js';
import { moment, oneOfTexts, PAGE_PARAMETERS, texts, type PageParameters } from '../parameters.js';
import type { QuerySchema } from '../query.js';

/** Of one cluster. */
export const CLUSTER_LIST_QUERY = {
  type: 'object',
  properties: {
    ...PAGE_PARAMETERS,
    name: texts('Only operations of this name.'),
    type: oneOfTexts('Only operations of this type.', OPERATION_TYPES),
    phase: oneOfTexts('Only operations in this phase.', OPERATION_PHASES),
    requestedBy: texts('Only operations that this user asked for.'),
    createdAfter: moment('Only operations that were asked for after this moment.'),
    createdBefore: moment('Only operations that were asked for before this moment.'),
  },
} as const satisfies QuerySchema;

/** Of a namespace, or of all. */
export const LIST_QUERY = {
  type: 'object',
  properties: { ...CLUSTER_LIST_QUERY.properties, cluster: texts('Only operations on clusters of this name.') },
} as const satisfies QuerySchema;

export interface ListQuery extends PageParameters {
  readonly name?: string[];
  readonly cluster?: string[];
  readonly type?: OperationType[];
  readonly phase?: OperationPhase[];
  readonly requestedBy?: string[];
  readonly createdAfter?: string;
  readonly createdBefore?: string;
}

export const LOG_QUERY = {
  type: 'object',
  properties: {
    after: {
      type: 'integer',
      minimum: 0,
      maximum: 1_000_000,
      default: 0,
      description: 'Only lines with a higher `seq`: the `after` of the last answer.',
    },
  },
} as const satisfies QuerySchema;

export interface LogQuery {
  readonly after: number;
}
