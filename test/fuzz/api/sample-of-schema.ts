import { oddValue, withMember, type Json } from '../hostile-values.js';
import type { SeededRandom } from '../seeded-random.js';

/** As much of JSON Schema as the API's description says of its bodies and parameters. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly Json[];
  readonly default?: Json;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export type Schemas = Readonly<Record<string, Schema>>;

/** Texts of which each pattern and each field finds one that fits. No address leads out of this machine. */
const TEXTS = [
  'orders',
  'main',
  'nightly',
  'postgresql',
  '17',
  '10Gi',
  '500m',
  '0 3 * * *',
  '2999-01-01T00:00:00Z',
  'http://127.0.0.1:9',
  '1',
  'app',
  'P7D',
  '7d',
  '10.0.0.0/8',
];
const MAX_DEPTH = 8;

/** Values that a schema allows, as far as it can say. */
export class Sampler {
  constructor(
    private readonly schemas: Schemas,
    private readonly random: SeededRandom,
  ) {}

  of(schema: Schema, depth = 0): Json {
    const named = schema.$ref ? this.schemas[schema.$ref.split('/').at(-1)!] : undefined;
    if (named) return this.of(named, depth);
    if (schema.enum) return this.random.pick(schema.enum);
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => this.of(part, depth)));
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) return this.of(this.random.pick(choices), depth);
    return this.ofType(schema, depth);
  }

  private ofType(schema: Schema, depth: number): Json {
    switch (schema.type) {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return depth > MAX_DEPTH ? [] : this.random.some(3, () => this.of(schema.items ?? {}, depth + 1));
      case 'string':
        return this.text(schema);
      case 'boolean':
        return this.random.chance(0.5);
      case 'number':
      case 'integer':
        return (schema.minimum ?? 0) + this.random.int(4);
      default:
        return oddValue(this.random);
    }
  }

  private object({ properties = {}, required = [], additionalProperties }: Schema, depth: number): Json {
    const isAsked = (name: string): boolean =>
      required.includes(name) || (depth < MAX_DEPTH && this.random.chance(depth === 0 ? 0.9 : 0.35));
    const known = Object.entries(properties).filter(([name]) => isAsked(name));
    const object = known.reduce<{ [key: string]: Json }>(
      (made, [name, schema]) => withMember(made, name, this.of(schema, depth + 1)),
      {},
    );
    if (typeof additionalProperties !== 'object') return object;
    return withMember(object, this.random.pick(TEXTS), this.of(additionalProperties, depth + 1));
  }

  private text({ pattern, format }: Schema): string {
    if (format === 'date-time') return '2999-01-01T00:00:00Z';
    const fitting = pattern ? TEXTS.filter((text) => new RegExp(pattern, 'u').test(text)) : TEXTS;
    return this.random.pick(fitting.length > 0 ? fitting : TEXTS);
  }
}
