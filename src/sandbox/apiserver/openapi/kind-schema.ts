import type { StructuralSchema } from '../../../kube/schema/index.js';
import type { ServedResource } from '../registry/served-resource.js';
import { CORE_SCHEMAS } from './core-schemas.js';
import { integer, listOf, mapOf, object, text, time } from './schema-builders.js';

type Json = Record<string, unknown>;

export const OBJECT_META_NAME = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

const API_VERSION = text('Group and version of the kind, as in group/v1.');
const KIND = text('The kind of the object, in CamelCase.');

export const OBJECT_META_SCHEMA: StructuralSchema = object(
  {
    name: text('Unique within its namespace, or in the cluster for kinds without namespaces.'),
    generateName: text('Beginning of a name that the server completes.'),
    namespace: text('The scope of the name.'),
    labels: mapOf(text(), 'Keys and values to select by.'),
    annotations: mapOf(text(), 'Keys and values that are only kept.'),
    finalizers: listOf(text(), 'Who must agree before the object goes.'),
    ownerReferences: listOf(
      object({ apiVersion: text(), kind: text(), name: text(), uid: text() }),
      'The object goes when all of these are gone.',
    ),
    uid: text('Unique in time and space; set by the server.'),
    resourceVersion: text('Changes with every write; set by the server.'),
    generation: integer('Counts changes of the spec; set by the server.'),
    creationTimestamp: time('Set by the server.'),
    deletionTimestamp: time('Set by the server when deletion was asked for.'),
    managedFields: listOf(object({ manager: text(), operation: text() }), 'Who owns which field; kept by the server.'),
  },
  'ObjectMeta is what all objects have in common.',
);

/** `io.example.v1.Widget`: reversed, so that kinds of one group stand together. */
export function componentName({ group, version, kind }: ServedResource): string {
  const domain = group === '' ? ['core', 'api', 'k8s', 'io'] : group.split('.');
  return [...domain.reverse(), version, kind].join('.');
}

/** The schema of a whole object, marked with the kind it is of: kubectl looks for that mark. */
export function buildKindSchema(resource: ServedResource): Json {
  const { group, version, kind } = resource;
  const schema = resource.schema ?? CORE_SCHEMAS[kind] ?? object({});
  return {
    ...schema,
    type: 'object',
    properties: {
      ...schema.properties,
      apiVersion: API_VERSION,
      kind: KIND,
      metadata: { description: 'What all objects have in common.', allOf: [refTo(OBJECT_META_NAME)] },
    },
    'x-kubernetes-group-version-kind': [{ group, version, kind }],
  };
}

export const refTo = (component: string): { $ref: string } => ({ $ref: `#/components/schemas/${component}` });
