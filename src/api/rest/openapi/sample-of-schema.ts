import type { OpenAPIObject } from '@nestjs/swagger';

export type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** As much of a schema as an example is made of. */
interface Described {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Described>>;
  readonly required?: readonly string[];
  readonly items?: Described;
  readonly allOf?: readonly Described[];
}

const MOMENT = '2026-11-23T18:30:00Z';

/**
 * A value made of the examples that its fields have, each at its place; undefined where nothing is said. A field that must
 * be there and has none is missing from it, which the linter then tells.
 */
export function sampleOf(described: Described, schemas: Schemas): unknown {
  if (described.example !== undefined) return described.example;
  if (described.$ref) return sampleOfNamed(described.$ref.split('/').at(-1)!, schemas);
  if (described.allOf) return Object.assign({}, ...described.allOf.map((part) => sampleOf(part, schemas)));
  if (described.properties) return sampleOfObject(described, schemas);
  if (described.items) return [sampleOf(described.items, schemas)].filter((item) => item !== undefined);
  return described.enum?.[0] ?? described.default ?? sampleOfType(described);
}

/** A kind is called what its schema is called. */
function sampleOfNamed(name: string, schemas: Schemas): unknown {
  const described = schemas[name] as Described;
  const sample = sampleOf(described, schemas);
  return described.properties?.kind && described.properties.apiVersion ? { ...(sample as object), kind: name } : sample;
}

function sampleOfObject({ properties, required = [] }: Described, schemas: Schemas): object {
  const said = Object.entries(properties!)
    .filter(([name, property]) => required.includes(name) || 'example' in property)
    .map(([name, property]) => [name, sampleOf(property, schemas)] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

function sampleOfType({ type, format }: Described): unknown {
  if (format === 'date-time') return MOMENT;
  if (type === 'boolean') return true;
  return type === 'object' ? {} : undefined;
}
