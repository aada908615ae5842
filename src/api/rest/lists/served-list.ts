import type { KubeObject } from '../../../kube/meta/index.js';
import type { StructuralSchema } from '../../../kube/schema/index.js';
import { kindSchemaOf, type ShapeClass } from '../../../resources/declare/index.js';
import type { FilterField } from '../../../services/reading/filter-field.js';
import type { ListDeclaration } from '../../../services/reading/list-declaration.js';
import { sortTokens } from '../../../services/reading/order.js';
import { PRESENTED_METADATA } from '../../common/present.js';
import { PAGE_PARAMETERS, type PageParameters } from '../parameters.js';
import type { QuerySchema } from '../query.js';

/** A list as REST serves it: what its query may say, and which fields its items have. */
export interface ServedList {
  readonly query: QuerySchema;
  readonly item: StructuralSchema;
}

export interface ListParameters extends PageParameters {
  readonly sort?: readonly string[];
  readonly fields?: readonly string[];
}

/** Reads the parameters off the declaration; what the path says already, the query may not say again. */
export function servedList<T extends KubeObject>(
  declaration: ListDeclaration<T>,
  kind: ShapeClass,
  saidByPath: readonly string[] = [],
): ServedList {
  const filters = Object.entries(declaration.filters).filter(([name]) => !saidByPath.includes(name));
  return {
    query: {
      type: 'object',
      properties: {
        ...PAGE_PARAMETERS,
        ...Object.fromEntries(filters.map(([name, field]) => [name, filterParameter(field)])),
        sort: sortParameter(declaration),
        fields: FIELDS_PARAMETER,
      },
    },
    item: itemSchemaOf(kind),
  };
}

function filterParameter({ description, schema }: FilterField<never, never>): StructuralSchema {
  const several = schema.type === 'array' ? ' Several, separated by commas: any of them.' : '';
  return { ...schema, description: `Only those that have it. ${description}${several}` };
}

function sortParameter<T extends KubeObject>({ sorts, defaultSort }: ListDeclaration<T>): StructuralSchema {
  return {
    type: 'array',
    minItems: 1,
    maxItems: Object.keys(sorts).length,
    items: { type: 'string', enum: sortTokens(sorts) },
    description: `By what, the first field first, \`-\` for the other way round; \`${defaultSort.join()}\` when absent. A cursor goes with one order.`,
  };
}

const FIELDS_PARAMETER: StructuralSchema = {
  type: 'array',
  minItems: 1,
  maxItems: 50,
  items: { type: 'string', minLength: 1, maxLength: 253 },
  description:
    'Only these fields of each item, by their paths: `metadata.name,status.phase`. Of a list below they mean each of its items.',
};

function itemSchemaOf(kind: ShapeClass): StructuralSchema {
  const schema = kindSchemaOf(kind);
  const metadata = { type: 'object', properties: Object.fromEntries(PRESENTED_METADATA.map((name) => [name, {}])) };
  return { ...schema, properties: { ...schema.properties, metadata } as StructuralSchema['properties'] };
}
