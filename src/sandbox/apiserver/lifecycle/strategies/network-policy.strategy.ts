import type { UntypedObject } from '../../../../kube/meta/index.js';
import type { FieldError } from '../../../../kube/schema/index.js';
import type { JsonObject } from '../../fields/json-value.js';
import type { KindStrategy } from '../kind-strategy.js';
import { isPortName } from '../validate-metadata.js';
import { invalidValue } from './field-errors.js';
import { selectorErrors } from './label-rules.js';
import { isEmpty, objectAt, objectsIn } from './object-fields.js';

export const networkPolicyStrategy: KindStrategy = {
  prepareCreate: withDefaults,
  prepareUpdate: withDefaults,
  validate: (object) => [
    ...selectorErrors(objectAt(object, 'spec', 'podSelector'), ['spec', 'podSelector']),
    ...['ingress', 'egress'].flatMap((field) => portErrors(object, field)),
  ],
};

const MAX_PORT = 65_535;

function portErrors(object: UntypedObject, field: string): FieldError[] {
  return objectsIn(objectAt(object, 'spec'), field).flatMap((rule, index) =>
    objectsIn(rule, 'ports').flatMap(({ port }, position) =>
      isPort(port)
        ? []
        : [invalidValue(['spec', field, index, 'ports', position, 'port'], 'must be a port, by number or name', port)],
    ),
  );
}

/** Absent for every port. */
function isPort(port: unknown): boolean {
  if (port === undefined) return true;
  return typeof port === 'number' ? port >= 1 && port <= MAX_PORT : typeof port === 'string' && isPortName(port);
}

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
