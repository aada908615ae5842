import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  isInterfaceType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { FuzzCase } from '../fuzz-case.js';
import { ODD_TEXTS, oddValue } from '../hostile-values.js';
import { mutateText } from '../mutate.js';
import { SeededRandom } from '../seeded-random.js';
import { HOSTILE_DOCUMENTS } from './hostile-documents.js';
import type { Present } from './rest-case.js';

const GRAPHQL = '/graphql';
const MAX_DEPTH = 6;

/** A request of GraphQL: a document of random fields, one that is spoilt, or one that was written to harm. */
export function generateGraphQlCase(schema: GraphQLSchema, present: Present, seed: number, index: number): FuzzCase {
  const random = new SeededRandom(seed).fork(index);
  const documents = new DocumentGenerator(present, random);
  const isHostile = index < HOSTILE_DOCUMENTS.length;
  const body = isHostile ? HOSTILE_DOCUMENTS[index]! : JSON.stringify(askedOf(documents, schema, random));
  const wantsEvents = random.chance(0.1);
  return {
    family: isHostile ? 'hostile document' : 'random document',
    given: [],
    method: 'POST',
    path: GRAPHQL,
    headers: { 'content-type': 'application/json', ...(wantsEvents && eventHeaders(random)) },
    body: random.chance(0.03) && !isHostile ? mutateText(body, random) : body,
  };
}

/** One request; or many at once, as many as may be and more. */
function askedOf(documents: DocumentGenerator, schema: GraphQLSchema, random: SeededRandom): unknown {
  if (random.chance(0.9)) return requestOf(documents, schema, random);
  return Array.from({ length: random.int(8) }, () =>
    random.chance(0.9) ? requestOf(documents, schema, random) : oddValue(random),
  );
}

const POSITIONS = ['0', '-1', '__proto__', 'x'.repeat(4000), 'é'];

const eventHeaders = (random: SeededRandom): Record<string, string> => ({
  accept: random.pick(['text/event-stream', 'text/event-stream;q=0', 'text/event-stream, application/json']),
  ...(random.chance(0.5) && { 'last-event-id': random.pick(POSITIONS) }),
});

function requestOf(documents: DocumentGenerator, schema: GraphQLSchema, random: SeededRandom): object {
  const [keyword, root] = random.pick([
    ...Array.from({ length: 6 }, () => ['query', schema.getQueryType()!] as const),
    ...Array.from({ length: 3 }, () => ['mutation', schema.getMutationType()!] as const),
    ['subscription', schema.getSubscriptionType()!] as const,
  ]);
  const document = `${keyword} ${documents.selectionOf(root, 0)}`;
  return {
    query: random.chance(0.1) ? mutateText(document, random) : document,
    ...(random.chance(0.2) && { variables: oddValue(random) }),
    ...(random.chance(0.1) && { operationName: oddValue(random) }),
    ...(random.chance(0.1) && { extensions: oddValue(random) }),
  };
}

class DocumentGenerator {
  constructor(
    private readonly present: Present,
    private readonly random: SeededRandom,
  ) {}

  selectionOf(type: GraphQLNamedType, depth: number): string {
    const spreads = isUnionType(type) ? type.getTypes().map((member) => this.spread(member, depth)) : [];
    if (!isObjectType(type) && !isInterfaceType(type)) return `{ __typename ${spreads.join(' ')} }`;
    const fields = this.random.shuffled(Object.values(type.getFields())).slice(0, depth === 0 ? 2 : 4);
    return `{ __typename ${fields.map((field) => this.field(field, depth)).join(' ')} }`;
  }

  private spread(type: GraphQLNamedType, depth: number): string {
    return depth < MAX_DEPTH ? `... on ${type.name} ${this.selectionOf(type, depth + 1)}` : '';
  }

  private field({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): string {
    const named = getNamedType(type);
    const isComposite = 'getFields' in named || isUnionType(named);
    if (isComposite && depth >= MAX_DEPTH) return '';
    return `${name}${this.argumentsOf(args)}${isComposite ? ` ${this.selectionOf(named, depth + 1)}` : ''}`;
  }

  private argumentsOf(args: readonly GraphQLArgument[]): string {
    const given = args.filter(({ type }) => isNonNullType(type) || this.random.chance(0.3));
    return given.length > 0 ? `(${given.map(({ name, type }) => `${name}: ${this.value(type, name, 0)}`).join()})` : '';
  }

  private value(type: GraphQLInputType, name: string, depth: number): string {
    if (isNonNullType(type)) return this.value(type.ofType, name, depth);
    if (this.random.chance(0.03)) return literal(oddValue(this.random, 2));
    if (isListType(type)) return `[${this.random.some(3, () => this.value(type.ofType, name, depth + 1)).join()}]`;
    if (isEnumType(type)) return this.random.pick(type.getValues()).name;
    if (!isInputObjectType(type)) return this.scalar(type.name, name);
    const fields = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || (depth < 4 && this.random.chance(0.3)),
    );
    // Tried and not done, so that later cases find what is there.
    const members = fields.map((field) =>
      field.name === 'dryRun' ? '' : `${field.name}: ${this.value(field.type, field.name, depth + 1)}`,
    );
    return `{${[...members, ...('dryRun' in type.getFields() ? ['dryRun: true'] : [])].join(' ')}}`;
  }

  private scalar(type: string, name: string): string {
    if (type === 'Int') return String(this.random.pick([0, 1, 3, 100, -1, 2 ** 31 - 1]));
    if (type === 'Float') return String(this.random.pick([0, 0.5, 1e300]));
    if (type === 'Boolean') return String(this.random.chance(0.5));
    const known = this.present[name];
    if (known && this.random.chance(0.8)) return literal(this.random.pick(known));
    return literal(this.random.pick(ODD_TEXTS));
  }
}

/** A JSON value as GraphQL writes it. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([key]) => /^[A-Za-z_]\w*$/.test(key));
  return `{${members.map(([key, member]) => `${key}: ${literal(member)}`).join()}}`;
}
