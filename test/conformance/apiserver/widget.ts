type Json = Record<string, unknown>;

const string = { type: 'string' };
const integer = { type: 'integer' };
const object = (properties: Json, more: Json = {}): Json => ({ type: 'object', properties, ...more });

/** One field for each rule that the suite asks about. */
const SPEC = object(
  {
    size: { ...integer, minimum: 1, maximum: 100 },
    replicas: { ...integer, default: 1 },
    mode: { ...string, enum: ['fast', 'safe'], default: 'safe' },
    name: { ...string, pattern: '^[a-z]+$', maxLength: 8 },
    immutable: {
      ...string,
      'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'is immutable', reason: 'FieldValueForbidden' }],
    },
    storage: object(
      { size: { 'x-kubernetes-int-or-string': true }, className: { ...string, default: 'standard' } },
      { required: ['size'] },
    ),
    window: object(
      { min: integer, max: integer },
      {
        'x-kubernetes-validations': [
          { rule: '!has(self.min) || !has(self.max) || self.min <= self.max', message: 'min must not exceed max' },
        ],
      },
    ),
    tags: { type: 'object', additionalProperties: string },
    hosts: { type: 'array', 'x-kubernetes-list-type': 'set', items: string },
    ports: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
      items: object({ port: integer, protocol: { ...string, default: 'TCP' }, name: string }, { required: ['port'] }),
    },
    args: { type: 'array', items: string },
    affinity: object({ zone: string, node: string }, { 'x-kubernetes-map-type': 'atomic' }),
    config: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    note: { ...string, nullable: true },
  },
  {},
);

const STATUS = object({
  phase: string,
  replicas: integer,
  selector: string,
  observedGeneration: integer,
  conditions: {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['type'],
    items: object({ type: string, status: string }, { required: ['type'] }),
  },
});

/** A definition of `widgets` in a group of its own. */
export function widgetDefinition(group: string): Json {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `widgets.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: 'widgets', singular: 'widget', kind: 'Widget', shortNames: ['wd'], categories: ['all'] },
      versions: [widgetVersion('v1')],
    },
  };
}

export function widgetVersion(name: string, more: Json = {}): Json {
  return {
    name,
    served: true,
    storage: true,
    subresources: {
      status: {},
      scale: {
        specReplicasPath: '.spec.replicas',
        statusReplicasPath: '.status.replicas',
        labelSelectorPath: '.status.selector',
      },
    },
    additionalPrinterColumns: [
      { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
      { name: 'Mode', type: 'string', jsonPath: '.spec.mode', priority: 1, description: 'How it runs.' },
      { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    ],
    selectableFields: [{ jsonPath: '.spec.mode' }],
    schema: { openAPIV3Schema: object({ spec: SPEC, status: STATUS }) },
    ...more,
  };
}
