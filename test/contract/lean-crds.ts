import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { UntypedObject } from '../../src/kube/meta/index.js';

export const CRDS_FOLDER = process.env['OPERATOR_CRDS'] ?? '../shared/operators/crds';

interface Definition {
  metadata: { name: string };
  spec: {
    group: string;
    scope: string;
    names: Record<string, unknown>;
    versions: {
      name: string;
      subresources?: unknown;
      additionalPrinterColumns?: unknown;
      schema: { openAPIV3Schema: Schema };
    }[];
  };
}

interface Schema {
  type?: string;
  required?: string[];
  default?: unknown;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  items?: Schema;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-map-type'?: string;
}

const FACETS = [
  'type',
  'required',
  'default',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
] as const;

const asDefinition = (object: UntypedObject): Definition => object as unknown as Definition;

const fileOf = ({ spec }: Definition): string =>
  join(CRDS_FOLDER, `${spec.group}_${String(spec.names['plural'])}.yaml`);
const realOf = (definition: Definition): Definition => parse(readFileSync(fileOf(definition), 'utf8')) as Definition;

export const kindOf = (lean: UntypedObject): unknown => asDefinition(lean).spec.names['kind'];

/** Whether the operator's own definition is at hand. */
export const isRealKnown = (lean: UntypedObject): boolean => existsSync(fileOf(asDefinition(lean)));

/** Where the lean schema says something else than the real one; silence is allowed. */
function contradictions(mine: Schema, real: Schema | undefined, path = ''): string[] {
  if (!real) return [`${path}: unknown to the operator`];
  const sorted = (value: unknown): unknown => (Array.isArray(value) ? [...(value as string[])].sort() : value);
  const differing = FACETS.filter(
    (facet) => mine[facet] !== undefined && JSON.stringify(sorted(mine[facet])) !== JSON.stringify(sorted(real[facet])),
  );
  return [
    ...differing.map((facet) => `${path}: ${facet}`),
    ...Object.entries(mine.properties ?? {}).flatMap(([name, schema]) =>
      contradictions(schema, real.properties?.[name], `${path}.${name}`),
    ),
    ...(mine.items ? contradictions(mine.items, real.items, `${path}[]`) : []),
  ];
}

/** A lean definition may say less than the operator's own, and never something else. */
export function expectAgreement(lean: UntypedObject): void {
  const definition = asDefinition(lean);
  const real = realOf(definition);
  const [realVersion, version] = [real.spec.versions[0]!, definition.spec.versions[0]!];
  expect(definition.metadata.name).toBe(real.metadata.name);
  expect(definition.spec.names).toEqual(real.spec.names);
  expect(definition.spec.scope).toBe(real.spec.scope);
  expect(version.name).toBe(realVersion.name);
  expect(version.subresources ?? {}).toEqual(realVersion.subresources ?? {});
  expect(version.additionalPrinterColumns).toEqual(realVersion.additionalPrinterColumns);
  expect(contradictions(version.schema.openAPIV3Schema, realVersion.schema.openAPIV3Schema)).toEqual([]);
}
