import type { UntypedObject } from '../../../kube/meta/index.js';
import { SchemaError, checkStructural, compileSchema } from '../../../kube/schema/index.js';
import type { FieldError, FieldPath, StructuralSchema } from '../../../kube/schema/index.js';
import { isJsonObject } from '../fields/json-value.js';
import type { CustomResourceDefinition, DefinitionVersion } from './custom-resource-definition.js';

const DNS_LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const KIND = /^[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;
const GROUP = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;
const MAX_SELECTABLE_FIELDS = 8;
const SCOPES: readonly string[] = ['Cluster', 'Namespaced'];

type Check = (definition: CustomResourceDefinition) => readonly FieldError[];

const error = (path: FieldPath, detail: string, badValue?: unknown): FieldError => ({
  path: ['spec', ...path],
  type: 'FieldValueInvalid',
  detail,
  ...(badValue === undefined ? {} : { badValue }),
});

const required = (path: FieldPath): FieldError => ({ path: ['spec', ...path], type: 'FieldValueRequired', detail: '' });

/** Everything that keeps a definition from being stored; `live` is undefined for a new one. */
export function validateDefinition(object: UntypedObject, live: UntypedObject | undefined): readonly FieldError[] {
  const shape = shapeErrors(object);
  if (shape.length > 0) return shape;
  const definition = object as unknown as CustomResourceDefinition;
  const errors = CHECKS.flatMap((check) => check(definition));
  if (!live) return errors;
  return [...errors, ...immutableErrors(definition, live as unknown as CustomResourceDefinition)];
}

/** What later checks rely on: after this the object is what its type says. */
function shapeErrors({ spec }: UntypedObject): FieldError[] {
  if (!isJsonObject(spec)) return [required([])];
  const { group, names, scope, versions } = spec;
  const problems: [boolean, FieldPath][] = [
    [scope !== undefined, ['scope']],
    [typeof group === 'string' && group !== '', ['group']],
    [isJsonObject(names) && typeof names['plural'] === 'string', ['names', 'plural']],
    [isJsonObject(names) && typeof names['kind'] === 'string', ['names', 'kind']],
    [Array.isArray(versions) && versions.length > 0 && versions.every(isNamedVersion), ['versions']],
  ];
  return problems.filter(([fits]) => !fits).map(([, path]) => required(path));
}

function isNamedVersion(version: unknown): boolean {
  return isJsonObject(version) && typeof version['name'] === 'string';
}

const checkScope: Check = ({ spec: { scope } }) => {
  if (SCOPES.includes(scope)) return [];
  const unknown: unknown = scope;
  return [
    {
      path: ['spec', 'scope'],
      type: 'FieldValueNotSupported',
      badValue: unknown,
      allowed: SCOPES,
      detail: 'is no scope',
    },
  ];
};

const checkNames: Check = ({ metadata, spec: { group, names } }) => {
  const problems: [boolean, FieldError][] = [
    [metadata.name === `${names.plural}.${group}`, nameMismatch(metadata.name, `${names.plural}.${group}`)],
    [GROUP.test(group), error(['group'], 'should be a domain with at least one dot', group)],
    [DNS_LABEL.test(names.plural), error(['names', 'plural'], 'must be a lowercase RFC 1035 label', names.plural)],
    [
      KIND.test(names.kind),
      error(['names', 'kind'], 'may have mixed case, but should otherwise match an RFC 1035 label', names.kind),
    ],
    [
      names.listKind !== names.kind,
      error(['names', 'listKind'], 'kind and listKind may not be the same', names.listKind),
    ],
    [
      names.listKind === undefined || KIND.test(names.listKind),
      error(['names', 'listKind'], 'may have mixed case, but should otherwise match an RFC 1035 label', names.listKind),
    ],
    [
      names.singular === undefined || DNS_LABEL.test(names.singular),
      error(['names', 'singular'], 'must be a lowercase RFC 1035 label', names.singular),
    ],
    ...['shortNames' as const, 'categories' as const].flatMap((field) =>
      (names[field] ?? []).map((name, index): [boolean, FieldError] => [
        DNS_LABEL.test(name),
        error(['names', field, index], 'must be a lowercase RFC 1035 label', name),
      ]),
    ),
  ];
  return problems.filter(([fits]) => !fits).map(([, problem]) => problem);
};

function nameMismatch(badValue: string, expected: string): FieldError {
  const detail = `must be spec.names.plural+"."+spec.group: ${expected}`;
  return { path: ['metadata', 'name'], type: 'FieldValueInvalid', badValue, detail };
}

const checkVersions: Check = ({ spec: { versions } }) => {
  const names = versions.map(({ name }) => name);
  const duplicate = names.find((name, index) => names.indexOf(name) !== index);
  const stored = versions.filter(({ storage }) => storage === true);
  return [
    ...names
      .map((name, index) => ({ name, index }))
      .filter(({ name }) => !DNS_LABEL.test(name))
      .map(({ name, index }) => error(['versions', index, 'name'], 'must be a lowercase RFC 1035 label', name)),
    ...(duplicate === undefined ? [] : [error(['versions'], 'must contain unique version names', duplicate)]),
    ...(stored.length === 1 ? [] : [error(['versions'], 'must have exactly one version marked as storage version')]),
  ];
};

/** Of a real server's features the ones that this server refuses rather than pretends. */
const checkSupported: Check = ({ spec: { conversion, preserveUnknownFields } }) => {
  const strategy = conversion?.strategy ?? 'None';
  return [
    ...(strategy === 'None'
      ? []
      : [error(['conversion', 'strategy'], 'this server converts with strategy None only', strategy)]),
    ...(preserveUnknownFields === true ? [error(['preserveUnknownFields'], 'must be false', true)] : []),
  ];
};

const checkSchemas: Check = ({ spec: { versions } }) =>
  versions.flatMap((version, index) => schemaErrors(version, ['versions', index]));

function schemaErrors(version: DefinitionVersion, at: FieldPath): FieldError[] {
  const path = [...at, 'schema', 'openAPIV3Schema'];
  const schema = version.schema?.openAPIV3Schema;
  if (!isJsonObject(schema)) return [required(path)];
  const structural = checkStructural(schema);
  const errors = structural.length > 0 ? structural : compileErrors(schema);
  return [
    ...errors.map((problem) => ({ ...problem, path: ['spec', ...path, ...problem.path] })),
    ...selectableFieldErrors(version, at),
  ];
}

function compileErrors(schema: StructuralSchema): readonly FieldError[] {
  try {
    compileSchema(schema);
    return [];
  } catch (problem) {
    if (problem instanceof SchemaError) return problem.errors;
    throw problem;
  }
}

function selectableFieldErrors({ selectableFields = [] }: DefinitionVersion, at: FieldPath): FieldError[] {
  const path = [...at, 'selectableFields'];
  if (selectableFields.length > MAX_SELECTABLE_FIELDS) {
    return [
      {
        path: ['spec', ...path],
        type: 'FieldValueTooMany',
        detail: `must have at most ${MAX_SELECTABLE_FIELDS} items`,
      },
    ];
  }
  const paths = selectableFields.map(({ jsonPath }) => jsonPath);
  const again = paths.findIndex((jsonPath, index) => paths.indexOf(jsonPath) !== index);
  if (again !== -1) return [error([...path, again, 'jsonPath'], 'must be named once', paths[again])];
  return selectableFields
    .map(({ jsonPath }, index) => ({ jsonPath, index }))
    .filter(({ jsonPath }) => !/^(\.[A-Za-z0-9_-]+)+$/.test(jsonPath) || jsonPath.startsWith('.metadata'))
    .map(({ jsonPath, index }) =>
      error([...path, index, 'jsonPath'], 'must be a simple path outside metadata', jsonPath),
    );
}

const CHECKS: readonly Check[] = [checkScope, checkNames, checkVersions, checkSupported, checkSchemas];

function immutableErrors(next: CustomResourceDefinition, live: CustomResourceDefinition): FieldError[] {
  const fixed: [FieldPath, unknown, unknown][] = [
    [['group'], next.spec.group, live.spec.group],
    [['scope'], next.spec.scope, live.spec.scope],
    [['names', 'plural'], next.spec.names.plural, live.spec.names.plural],
    [['names', 'kind'], next.spec.names.kind, live.spec.names.kind],
  ];
  const changed = fixed.filter(([, after, before]) => after !== before);
  return [
    ...changed.map(([path, after]) => error(path, 'field is immutable', after)),
    ...droppedVersionErrors(next, live),
  ];
}

/** Objects may still be stored in a version until it is taken out of `status.storedVersions`. */
function droppedVersionErrors({ spec }: CustomResourceDefinition, live: CustomResourceDefinition): FieldError[] {
  const names = spec.versions.map(({ name }) => name);
  const dropped = (live.status?.storedVersions ?? []).filter((stored) => !names.includes(stored));
  if (dropped.length === 0) return [];
  return [
    error(['versions'], `missing from spec.versions; ${dropped[0]} was previously a storage version`, dropped[0]),
  ];
}
