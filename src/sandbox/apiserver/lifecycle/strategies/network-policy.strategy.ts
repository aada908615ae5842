import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { JsonObject } from '../../fields/json-value.js';
import type { KindStrategy } from '../kind-strategy.js';
import { selectorErrors } from './label-rules.js';
import { isEmpty, objectAt, objectsIn } from './object-fields.js';

export const networkPolicyStrategy: KindStrategy = {
  prepareCreate: withDefaults,
  prepareUpdate: withDefaults,
  validate: (object) => selectorErrors(objectAt(object, 'spec', 'podSelector'), ['spec', 'podSelector']),
};

function withDefaults(object: UntypedObject): UntypedObject {
  const spec = objectAt(object, 'spec');
  const policyTypes = isEmpty(spec['egress']) ? ['Ingress'] : ['Ingress', 'Egress'];
  const rules = ['ingress', 'egress'].filter((field) => spec[field] !== undefined);
  const defaulted = rules.map((field) => [field, objectsIn(spec, field).map(withProtocols)] as const);
  return { ...object, spec: { policyTypes, ...spec, ...Object.fromEntries(defaulted) } };
}

function withProtocols(rule: JsonObject): JsonObject {
  if (rule['ports'] === undefined) return rule;
  return { ...rule, ports: objectsIn(rule, 'ports').map((port) => ({ protocol: 'TCP', ...port })) };
}
