import { resourceName } from '../../kube/meta/index.js';
import type { StructuralSchema } from '../../kube/schema/index.js';
import type { ShapeClass } from './field-declaration.js';
import { kindOf } from './shape-registry.js';
import type { KindOptions, PrinterColumn } from './shape-registry.js';
import { structuralSchemaOf } from './structural-schema.js';

/** The whole CustomResourceDefinition of a kind, as plain JSON in a stable order. */
export function customResourceDefinitionOf(kind: ShapeClass): object {
  const options = kindOf(kind);
  const { type } = options;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: resourceName(type) },
    spec: {
      group: type.group,
      names: namesOf(options),
      scope: type.namespaced ? 'Namespaced' : 'Cluster',
      versions: [versionOf(kind, options)],
    },
  };
}

function namesOf({ type, shortNames, categories }: KindOptions): object {
  return {
    kind: type.kind,
    listKind: `${type.kind}List`,
    plural: type.plural,
    singular: type.kind.toLowerCase(),
    shortNames: [...shortNames],
    categories: [...categories],
  };
}

function versionOf(kind: ShapeClass, { type, columns, scale }: KindOptions): object {
  return {
    name: type.version,
    served: true,
    storage: true,
    additionalPrinterColumns: columns.map(columnOf),
    subresources: { status: {}, ...(scale && { scale: { ...scale } }) },
    schema: { openAPIV3Schema: kindSchemaOf(kind) },
  };
}

function columnOf({ name, type, jsonPath, description, wide }: PrinterColumn): object {
  return { name, type, jsonPath, description, ...(wide && { priority: 1 }) };
}

/** The schema at the root of a kind. */
export function kindSchemaOf(kind: ShapeClass): StructuralSchema {
  const schema = structuralSchemaOf(kind);
  return {
    ...schema,
    required: schema.required?.filter((name) => !ENVELOPE.includes(name)),
    properties: { ...schema.properties, metadata: METADATA },
  };
}

const NAME: StructuralSchema = { type: 'string', maxLength: 253 };

/**
 * All that Kubernetes lets a CustomResourceDefinition say of `metadata`. Rules can blame `.metadata.name` only because it
 * is named here, and cost what they do because it is bounded.
 */
const METADATA: StructuralSchema = { type: 'object', properties: { name: NAME, generateName: NAME } };

/** Every object has them, or the API server would not have got as far as the schema. */
const ENVELOPE = ['apiVersion', 'kind', 'metadata'];
