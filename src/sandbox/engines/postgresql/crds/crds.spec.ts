import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { leanCrds } from './index.js';

const FOLDER = process.env['OPERATOR_CRDS'] ?? '../shared/operators/crds';

interface Definition {
  metadata: { name: string };
  spec: {
    group: string;
    scope: string;
    names: Record<string, string>;
    versions: { name: string; subresources?: unknown; additionalPrinterColumns?: unknown; schema: { openAPIV3Schema: Schema } }[];
  };
}

interface Schema {
  type?: string;
  required?: string[];
  default?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-map-type'?: string;
  'x-kubernetes-validations'?: { rule: string }[];
}

const lean = leanCrds(true) as unknown as Definition[];
const ofOperator = lean.filter(({ spec }) => spec.group.endsWith('.cnpg.io'));

const fileOf = ({ spec }: Definition): string => join(FOLDER, `${spec.group}_${spec.names['plural']}.yaml`);
const realOf = (definition: Definition): Definition => parse(readFileSync(fileOf(definition), 'utf8')) as Definition;

/** Where the lean schema says something else than the real one; silence is allowed. */
function contradictions(mine: Schema, real: Schema | undefined, path = ''): string[] {
  if (!real) return [`${path}: unknown to the operator`];
  const facets = ['type', 'required', 'default', 'enum', 'x-kubernetes-list-type', 'x-kubernetes-map-type'] as const;
  const sorted = (value: unknown): unknown => (Array.isArray(value) ? [...(value as string[])].sort() : value);
  const differing = facets.filter((facet) => mine[facet] !== undefined && JSON.stringify(sorted(mine[facet])) !== JSON.stringify(sorted(real[facet])));
  return [
    ...differing.map((facet) => `${path}: ${facet}`),
    ...Object.entries(mine.properties ?? {}).flatMap(([name, schema]) => contradictions(schema, real.properties?.[name], `${path}.${name}`)),
    ...(mine.items ? contradictions(mine.items, real.items, `${path}[]`) : []),
  ];
}

const known = ofOperator.filter((definition) => existsSync(fileOf(definition)));

function expectAgreement(definition: Definition): void {
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

describe('lean CRDs', () => {
  it('are one for each kind that the stand-in serves, PodMonitor, and ObjectStore where the plugin is', () => {
    expect(lean.map(({ spec }) => spec.names['kind'])).toEqual([
      'Cluster',
      'Backup',
      'ScheduledBackup',
      'Pooler',
      'ImageCatalog',
      'ClusterImageCatalog',
      'PodMonitor',
      'ObjectStore',
    ]);
    expect(leanCrds(false)).toHaveLength(lean.length - 1);
  });

  const whereKnown = known.length > 0 ? it : it.skip;

  whereKnown(`agree with the operator's own, from ${FOLDER}`, () => {
    known.forEach(expectAgreement);
  });
});
