import type { FieldError, FieldPath } from '../../../../kube/schema/index.js';
import type { JsonObject } from '../../fields/json-value.js';
import { isDnsLabel, isPortName, labelErrors } from '../validate-metadata.js';
import { duplicate, invalidValue, notSupported, required } from './field-errors.js';
import { isEmpty, objectAt, objectsIn, textOf } from './object-fields.js';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MAX_PORT = 65_535;
/** Printable ASCII but `=`. */
const ENV_NAME = /^[ -<>-~]+$/;

/** What a workload asks of the pods that it makes. */
export interface PodRules {
  readonly restartPolicies?: readonly string[];
  /** Claims of a StatefulSet are volumes too, which its template does not name. */
  readonly hasClaims?: boolean;
}

/** What is wrong with the template of a workload's pods. */
export function podTemplateErrors(template: JsonObject, path: FieldPath, rules: PodRules): FieldError[] {
  const labels = objectAt(template, 'metadata', 'labels') as Record<string, string>;
  return [
    ...labelErrors(labels, [...path, 'metadata', 'labels']),
    ...podSpecErrors(objectAt(template, 'spec'), [...path, 'spec'], rules),
  ];
}

/** What is wrong with the spec of a pod, wherever it stands. */
export function podSpecErrors(spec: JsonObject, path: FieldPath, rules: PodRules = {}): FieldError[] {
  const volumes = objectsIn(spec, 'volumes').map(({ name }) => name);
  const lists = ['initContainers', 'containers'];
  return [
    ...namesErrors(volumes, [...path, 'volumes']),
    ...(objectsIn(spec, 'containers').length > 0 ? [] : [required([...path, 'containers'])]),
    ...lists.flatMap((field) => containersErrors(objectsIn(spec, field), [...path, field])),
    ...(rules.hasClaims
      ? []
      : lists.flatMap((field) => mountErrors(objectsIn(spec, field), volumes, [...path, field]))),
    ...choiceErrors(spec, 'restartPolicy', path, rules.restartPolicies ?? RESTART_POLICIES),
    ...choiceErrors(spec, 'dnsPolicy', path, DNS_POLICIES),
  ];
}

function containersErrors(containers: readonly JsonObject[], path: FieldPath): FieldError[] {
  return [
    ...namesErrors(
      containers.map(({ name }) => name),
      path,
    ),
    ...containers.flatMap((container, index) => containerErrors(container, [...path, index])),
  ];
}

/** Names tell the items of a list apart. */
function namesErrors(names: readonly unknown[], path: FieldPath): FieldError[] {
  return names.flatMap((name, index) => {
    const at = [...path, index, 'name'];
    if (!name) return [required(at)];
    if (!isDnsLabel(textOf(name))) return [invalidValue(at, 'must be a lowercase RFC 1123 label', name)];
    return names.indexOf(name) === index ? [] : [duplicate(at, name)];
  });
}

function containerErrors(container: JsonObject, path: FieldPath): FieldError[] {
  const { image } = container;
  return [
    ...(image ? imageErrors(textOf(image), path) : [required([...path, 'image'])]),
    ...objectsIn(container, 'ports').flatMap((port, index) => portErrors(port, [...path, 'ports', index])),
    ...portNameErrors(container, path),
    ...objectsIn(container, 'env').flatMap(({ name }, index) => envErrors(name, [...path, 'env', index, 'name'])),
    ...choiceErrors(container, 'imagePullPolicy', path, PULL_POLICIES),
  ];
}

function imageErrors(image: string, path: FieldPath): FieldError[] {
  if (image.trim() === image) return [];
  return [invalidValue([...path, 'image'], 'must not have leading or trailing whitespace', image)];
}

function portErrors(port: JsonObject, path: FieldPath): FieldError[] {
  const { containerPort, name } = port;
  const isNumber = Number.isInteger(containerPort) && Number(containerPort) > 0 && Number(containerPort) <= MAX_PORT;
  const number = containerPort
    ? [invalidValue([...path, 'containerPort'], `must be between 1 and ${MAX_PORT}, inclusive`, containerPort)]
    : [required([...path, 'containerPort'])];
  return [
    ...(isNumber ? [] : number),
    ...(name && !isPortName(textOf(name))
      ? [invalidValue([...path, 'name'], 'must be a service name of at most 15 characters', name)]
      : []),
    ...choiceErrors(port, 'protocol', path, PROTOCOLS),
  ];
}

function portNameErrors(container: JsonObject, path: FieldPath): FieldError[] {
  const names = objectsIn(container, 'ports').map(({ name }) => name);
  return names.flatMap((name, index) =>
    name && names.indexOf(name) !== index ? [duplicate([...path, 'ports', index, 'name'], name)] : [],
  );
}

function envErrors(name: unknown, path: FieldPath): FieldError[] {
  if (!name) return [required(path)];
  return ENV_NAME.test(textOf(name)) ? [] : [invalidValue(path, "must be printable ASCII without '='", name)];
}

function mountErrors(containers: readonly JsonObject[], volumes: readonly unknown[], path: FieldPath): FieldError[] {
  return containers.flatMap((container, index) =>
    objectsIn(container, 'volumeMounts').flatMap(({ name, mountPath }, at): FieldError[] => {
      const mount = [...path, index, 'volumeMounts', at];
      const known = volumes.includes(name);
      return [
        ...(known
          ? []
          : [{ path: [...mount, 'name'], type: 'FieldValueNotFound', badValue: name, detail: '' } as const]),
        ...(mountPath ? [] : [required([...mount, 'mountPath'])]),
      ];
    }),
  );
}

function choiceErrors(parent: JsonObject, field: string, path: FieldPath, allowed: readonly string[]): FieldError[] {
  const value = parent[field];
  if (isEmpty(value) || allowed.includes(String(value))) return [];
  return [notSupported([...path, field], value, allowed)];
}
