import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
} from 'graphql';
import { encodeGlobalId } from '../../../src/api/graphql/nodes/global-id.js';
import { NAME } from './two-tenants.js';

type AnyField = GraphQLField<unknown, unknown>;

/** How deep an answer is looked into. */
const MAX_DEPTH = 4;

const TEXTS: Readonly<Record<string, string>> = {
  name: NAME,
  user: 'app',
  engine: 'postgresql',
  version: '17',
  size: '1Gi',
  bucket: 'backups',
  member: `${NAME}-1`,
  parameters: '{}',
};

/** Asks for a field with all that it must be given, of an object of this kind in this namespace. */
export class GraphQlAsk {
  constructor(
    private readonly namespace: string,
    private readonly kind = 'DatabaseCluster',
  ) {}

  documentOf(operation: 'query' | 'mutation' | 'subscription', field: AnyField): string {
    return `${operation} { ${field.name}${this.argumentsOf(field.args)}${selectionOf(getNamedType(field.type), 0)} }`;
  }

  private argumentsOf(args: readonly GraphQLArgument[]): string {
    const given = args.filter(({ name, type }) => isNonNullType(type) || name === 'namespace' || name === 'name');
    return given.length > 0 ? `(${given.map(({ name, type }) => `${name}: ${this.value(name, type)}`).join()})` : '';
  }

  private value(name: string, type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.value(name, type.ofType);
    if (isListType(type)) return `[${this.value(name, type.ofType)}]`;
    if (isEnumType(type)) return type.getValues()[0]!.name;
    if (isInputObjectType(type)) {
      const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
      const given = required.filter(({ name: field }) => field !== 'dryRun');
      return `{${given.map((field) => `${field.name}: ${this.value(field.name, field.type)}`).join()}}`;
    }
    return this.scalar(name, type.name);
  }

  private scalar(name: string, type: string): string {
    if (name === 'namespace') return JSON.stringify(this.namespace);
    if (type === 'Int' || type === 'Float') return '1';
    if (type === 'Boolean') return 'true';
    if (type === 'ID') {
      const metadata = { namespace: this.namespace, name: NAME };
      return JSON.stringify(encodeGlobalId({ kind: this.kind, metadata }));
    }
    return JSON.stringify(TEXTS[name] ?? NAME);
  }
}

/** All that an answer can tell without being asked for more; of an interface what every object has. */
function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (isScalarType(type) || isEnumType(type)) return '';
  if (!('getFields' in type) || depth > MAX_DEPTH) return ' { __typename }';
  const fields = Object.values(type.getFields() as Record<string, AnyField>).filter(
    ({ args }) => !args.some((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined),
  );
  const shown = fields.filter((field) => depth < MAX_DEPTH || !isObjectType(getNamedType(field.type)));
  const inner = shown.map((field) => `${field.name}${selectionOf(getNamedType(field.type), depth + 1)}`);
  return ` { __typename ${inner.join(' ')} }`;
}
