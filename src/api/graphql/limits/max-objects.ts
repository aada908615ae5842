import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { ProblemError } from '../../../domain/problem.js';
import { PAGE_OF_QUERY, PAGE_WITHIN_OBJECT } from '../pages/page-size.js';

/** Arguments by which a field says how much it answers. */
const SIZES: readonly string[] = ['first', 'last', 'ids'];

/** Some pages of the largest size; pages within pages multiply, and are what this is for. */
const MAX_OBJECTS = 10_000;

export interface AskedDocument {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** @throws ProblemError `malformed_request` for an operation that asks for more objects than one answer may hold. */
export function refuseManyObjects(operation: OperationDefinitionNode, asked: AskedDocument): void {
  refuseObjects(objectsAskedFor(operation, asked));
}

/** @throws ProblemError `malformed_request` for more than one answer may hold. */
export function refuseObjects(objects: number): void {
  if (objects <= MAX_OBJECTS) return;
  const detail = `The request asks for up to ${objects} objects; at most ${MAX_OBJECTS} are allowed: ask for smaller pages.`;
  throw new ProblemError('malformed_request', detail);
}

/** How many objects an answer may hold, were every page full. */
export function objectsAskedFor(asking: OperationDefinitionNode, asked: AskedDocument): number {
  const { operation, selectionSet, variableDefinitions = [] } = asking;
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
  );
  const variables = { ...(Object.fromEntries(defaults) as Record<string, unknown>), ...asked.variables };
  const root = asked.schema.getRootType(operation) ?? undefined;
  return new ObjectCounter({ ...asked, variables }).in(selectionSet, root);
}

class ObjectCounter {
  /** Each fragment is counted once: fragments that use each other twice must not double the work each time. */
  readonly #fragments = new Map<string, number>();

  constructor(private readonly asked: AskedDocument) {}

  in(set: SelectionSetNode | undefined, parent: GraphQLNamedType | undefined): number {
    return (set?.selections ?? []).reduce((sum, selection) => sum + this.ofSelection(selection, parent), 0);
  }

  private ofSelection(selection: SelectionNode, parent: GraphQLNamedType | undefined): number {
    if (selection.kind === Kind.FIELD) return this.ofField(selection, parent);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofFragment(selection.name.value);
    const condition = selection.typeCondition;
    return this.in(selection.selectionSet, condition ? this.asked.schema.getType(condition.name.value) : parent);
  }

  private ofField(field: FieldNode, parent: GraphQLNamedType | undefined): number {
    const hasFields = isObjectType(parent) || isInterfaceType(parent);
    const definition = hasFields ? parent.getFields()[field.name.value] : undefined;
    if (!definition) return 0;
    const within = this.in(field.selectionSet, getNamedType(definition.type));
    const isSized = definition.args.some(({ name }) => SIZES.includes(name));
    return isSized ? this.sizeOf(field, parent === this.asked.schema.getQueryType()) * (1 + within) : within;
  }

  /** Sizes that no page can have are refused where the page is made. */
  private sizeOf(field: FieldNode, isQuery: boolean): number {
    const given = field.arguments?.filter(({ name }) => SIZES.includes(name.value)) ?? [];
    const sizes = given.map(({ value }) => this.valueOf(value)).filter((size) => size !== undefined && size !== null);
    if (sizes.length === 0) return isQuery ? PAGE_OF_QUERY : PAGE_WITHIN_OBJECT;
    return Math.max(...sizes.map((size) => (Array.isArray(size) ? size.length : Number(size))), 1) || 1;
  }

  private ofFragment(name: string): number {
    const known = this.#fragments.get(name);
    if (known !== undefined) return known;
    // A fragment that comes back to itself is refused by another rule; here it only must not go round for ever.
    this.#fragments.set(name, 0);
    const fragment = this.asked.document.definitions.find(
      (definition): definition is FragmentDefinitionNode =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    );
    const type = fragment && this.asked.schema.getType(fragment.typeCondition.name.value);
    const count = this.in(fragment?.selectionSet, type);
    this.#fragments.set(name, count);
    return count;
  }

  /** As far as it says a size. */
  private valueOf(node: ValueNode): unknown {
    if (node.kind === Kind.VARIABLE) return this.asked.variables?.[node.name.value];
    if (node.kind === Kind.INT) return Number(node.value);
    return node.kind === Kind.LIST ? node.values : undefined;
  }
}
