import { resourcePath } from '../../../kube/meta/index.js';
import type { ServedResource, Verb } from '../registry/served-resource.js';
import { componentName, refTo } from './kind-schema.js';

type Json = Record<string, unknown>;

const queryParam = (name: string, type: string, description: string): Json => ({
  name,
  in: 'query',
  description,
  schema: { type },
});
const pathParam = (name: string): Json => ({ name, in: 'path', required: true, schema: { type: 'string' } });

const DRY_RUN = queryParam('dryRun', 'string', 'All: do everything but the commit.');
const FIELD_MANAGER = queryParam('fieldManager', 'string', 'Who owns the fields that are written.');
// kubectl leaves validation to the server only where it finds this one.
const FIELD_VALIDATION = queryParam(
  'fieldValidation',
  'string',
  'What becomes of unknown fields: Strict, Warn or Ignore.',
);
const FORCE = queryParam('force', 'boolean', 'Apply: take fields that others own.');
const WRITE_PARAMS = [DRY_RUN, FIELD_MANAGER, FIELD_VALIDATION];
const LIST_PARAMS = [
  queryParam('labelSelector', 'string', 'Only objects with such labels.'),
  queryParam('fieldSelector', 'string', 'Only objects with such fields.'),
  queryParam('limit', 'integer', 'At most so many at a time.'),
  queryParam('continue', 'string', 'The next page, as the last one told.'),
  queryParam('resourceVersion', 'string', 'Not older than this.'),
  queryParam('watch', 'boolean', 'Changes as they happen, instead of a list.'),
];

interface OperationForm {
  readonly verb: Verb;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly action: string;
  readonly parameters: readonly Json[];
  readonly bodyTypes?: readonly string[];
}

const OBJECT_TYPES = ['application/json', 'application/yaml'];

const COLLECTION_OPERATIONS: readonly OperationForm[] = [
  { verb: 'list', method: 'get', action: 'list', parameters: LIST_PARAMS },
  { verb: 'create', method: 'post', action: 'post', parameters: WRITE_PARAMS, bodyTypes: OBJECT_TYPES },
  { verb: 'deletecollection', method: 'delete', action: 'deletecollection', parameters: [DRY_RUN, ...LIST_PARAMS] },
];

/**
 * Reviews are only ever posted, yet kubectl learns from the patch of a kind alone whether the server validates fields, and
 * will not create the object otherwise. A patch is answered with 405.
 */
const REVIEW_OPERATIONS: readonly OperationForm[] = [
  ...COLLECTION_OPERATIONS,
  { verb: 'create', method: 'patch', action: 'patch', parameters: WRITE_PARAMS },
];

const ITEM_OPERATIONS: readonly OperationForm[] = [
  { verb: 'get', method: 'get', action: 'get', parameters: [] },
  { verb: 'update', method: 'put', action: 'put', parameters: WRITE_PARAMS, bodyTypes: OBJECT_TYPES },
  {
    verb: 'patch',
    method: 'patch',
    action: 'patch',
    parameters: [...WRITE_PARAMS, FORCE],
    // Strategic merge is left out although built-in kinds take it: named here, kubectl would want its merge keys from us.
    bodyTypes: ['application/apply-patch+yaml', 'application/json-patch+json', 'application/merge-patch+json'],
  },
  { verb: 'delete', method: 'delete', action: 'delete', parameters: [DRY_RUN] },
];

/** The path items of a resource: its collection and its items. */
export function buildResourcePaths(resource: ServedResource): Record<string, Json> {
  const scope = resource.namespaced ? ['namespace'] : [];
  // Parameters in braces must not be percent-encoded.
  const base = decodeURIComponent(resourcePath(resource, { namespace: '{namespace}' }));
  const paths: Record<string, Json> = {
    [base]: buildPathItem(resource, resource.review ? REVIEW_OPERATIONS : COLLECTION_OPERATIONS, scope),
    [`${base}/{name}`]: buildPathItem(resource, ITEM_OPERATIONS, [...scope, 'name']),
  };
  return Object.fromEntries(Object.entries(paths).filter(([, item]) => Object.keys(item).length > 1));
}

function buildPathItem(resource: ServedResource, forms: readonly OperationForm[], pathParams: readonly string[]): Json {
  const operations = forms
    .filter(({ verb }) => resource.verbs.includes(verb))
    .map((form) => [form.method, buildOperation(resource, form)] as const);
  return { parameters: pathParams.map(pathParam), ...Object.fromEntries(operations) };
}

function buildOperation(resource: ServedResource, form: OperationForm): Json {
  const { group, version, kind } = resource;
  const schema = refTo(componentName(resource));
  const content = (types: readonly string[]): Json => Object.fromEntries(types.map((type) => [type, { schema }]));
  return {
    'x-kubernetes-action': form.action,
    'x-kubernetes-group-version-kind': { group, version, kind },
    parameters: form.parameters,
    ...(form.bodyTypes ? { requestBody: { required: true, content: content(form.bodyTypes) } } : {}),
    responses: { 200: { description: 'OK', content: content(['application/json']) } },
  };
}
