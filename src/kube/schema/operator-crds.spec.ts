import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  applyDefaults,
  checkStructural,
  compileSchema,
  formatFieldError,
  prune,
  validate,
  type StructuralSchema,
} from './index.js';

const DIRECTORY = process.env.OPERATOR_CRDS ?? '../shared/operators/crds';
const present = existsSync(DIRECTORY);
const whereCrds = present ? describe : describe.skip;

interface Definition {
  readonly kind?: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly versions: { name: string; schema: { openAPIV3Schema: StructuralSchema } }[] };
}

interface Version {
  readonly name: string;
  readonly schema: StructuralSchema;
}

function readVersions(): Version[] {
  const files = readdirSync(DIRECTORY).filter((file) => file.endsWith('.yaml'));
  return files
    .flatMap((file) => parseAllDocuments(readFileSync(join(DIRECTORY, file), 'utf8')))
    .map((document) => document.toJS() as Definition)
    .filter((definition) => definition?.kind === 'CustomResourceDefinition')
    .flatMap(({ metadata, spec }) =>
      spec.versions.map(({ name, schema }) => ({ name: `${metadata.name}/${name}`, schema: schema.openAPIV3Schema })),
    );
}

const versions = present ? readVersions() : [];
const schemaOf = (name: string): StructuralSchema => versions.find((version) => version.name === name)!.schema;

whereCrds(`the operators' CRDs${present ? '' : ` (skipped: none in ${DIRECTORY})`}`, () => {
  it.each(versions)('$name registers and compiles', ({ schema }) => {
    expect(checkStructural(schema).map(formatFieldError)).toEqual([]);
    expect(compileSchema(schema).schema).toBe(schema);
  });

  it('are many', () => {
    expect(versions.length).toBeGreaterThan(30);
  });
});

/** As the server treats a write. */
function admit(name: string, object: object, old?: object): { object: object; unknown: string[]; errors: string[] } {
  const schema = schemaOf(name);
  const { value, unknownFields } = prune(schema, object);
  const complete = applyDefaults(schema, value);
  const { errors } = validate(compileSchema(schema), complete, { old });
  return { object: complete, unknown: unknownFields, errors: errors.map(formatFieldError) };
}

whereCrds('objects of the operators', () => {
  const CLUSTER = 'clusters.postgresql.cnpg.io/v1';
  const cluster = (spec: object): object => ({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: 'orders', namespace: 'shop' },
    spec,
  });
  const MINIMAL = { instances: 3, storage: { size: '10Gi' } };

  it('a minimal CloudNativePG Cluster is accepted and defaulted', () => {
    const { object, unknown, errors } = admit(CLUSTER, cluster(MINIMAL));
    expect({ unknown, errors }).toEqual({ unknown: [], errors: [] });
    expect(object).toMatchObject({
      metadata: { name: 'orders', namespace: 'shop' },
      spec: {
        instances: 3,
        primaryUpdateStrategy: 'unsupervised',
        storage: { size: '10Gi', resizeInUseVolumes: true },
      },
    });
  });

  it.each<[string, object, string[]]>([
    [
      'no instances',
      { ...MINIMAL, instances: 0 },
      ['spec.instances: Invalid value: 0: should be greater than or equal to 1'],
    ],
    [
      'an unknown strategy',
      { ...MINIMAL, primaryUpdateStrategy: 'maybe' },
      ['spec.primaryUpdateStrategy: Unsupported value: "maybe": supported values: "unsupervised", "supervised"'],
    ],
    [
      'an image from two places',
      {
        ...MINIMAL,
        imageName: 'pg:17',
        imageCatalogRef: { apiGroup: 'postgresql.cnpg.io', kind: 'ImageCatalog', name: 'c', major: 17 },
      },
      ['spec: Invalid value: imageName and imageCatalogRef are mutually exclusive'],
    ],
    [
      'a catalogue of another group',
      { ...MINIMAL, imageCatalogRef: { apiGroup: 'x.io', kind: 'ImageCatalog', name: 'c', major: 17 } },
      [expect.stringContaining('spec.imageCatalogRef: Invalid value: Only image catalogs')],
    ],
  ])('a Cluster with %s is refused', (_, spec, errors) => {
    expect(admit(CLUSTER, cluster(spec)).errors).toEqual(errors);
  });

  it('a misspelt field of a Cluster is pruned and named', () => {
    expect(admit(CLUSTER, cluster({ ...MINIMAL, storage: { size: '1Gi', clas: 'fast' } })).unknown).toEqual([
      'spec.storage.clas',
    ]);
  });

  it('a Database keeps its name', () => {
    const database = (name: string): object => ({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Database',
      metadata: { name: 'd' },
      spec: { cluster: { name: 'orders' }, name, owner: 'app' },
    });
    const NAME = 'databases.postgresql.cnpg.io/v1';
    expect(admit(NAME, database('shop')).errors).toEqual([]);
    expect(admit(NAME, database('postgres')).errors).toEqual([
      'spec.name: Invalid value: "postgres": the name postgres is reserved',
    ]);
    expect(admit(NAME, database('other'), database('shop')).errors).toEqual([
      'spec.name: Invalid value: "other": name is immutable',
    ]);
  });
});
